import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useArms } from '../experiment/arms';
import { useT } from '../i18n';
import { Field } from './StepForm';
import type { Kind } from './week';

type Answered = NonNullable<NonNullable<Kind['when']>['answers']>[number];

/** Questions of pages, by which a kind may be told. */
function useQuestions() {
  const pages = useRead('/communities/{community}/pages', {
    path: { community: useCommunity().id },
    query: { limit: 200 },
  });
  return (pages.data?.items ?? []).flatMap((page) =>
    page.document.gates.flatMap((gate) =>
      (gate.questions ?? [])
        .filter((question) => !['upload', 'consent', 'phone'].includes(question.kind))
        .map((question) => ({
          value: `${page.id} ${gate.key} ${question.key}`,
          label: `${page.name} · ${question.label}`,
          choices: question.options ?? [],
        })),
    ),
  );
}

function AnswersForm({ value, change }: { value: Answered[]; change: (answers: Answered[]) => void }) {
  const t = useT();
  const questions = useQuestions();
  if (questions.length === 0 && value.length === 0) return null;
  return (
    <div className="stack tight">
      {value.map((one, at) => {
        const key = `${one.page} ${one.gate} ${one.question}`;
        const asked = questions.find((question) => question.value === key);
        return (
          <div key={at} className="row" role="group" aria-label={t('onboarding.when_answer')}>
            <Field label={t('onboarding.when_answer')} grow>
              <Select
                aria-label={t('onboarding.when_answer')}
                value={key}
                onChange={(chosen) => {
                  const [page, gate, question] = chosen.split(' ');
                  change(value.with(at, { page: Number(page), gate: gate!, question: question!, is: [] }));
                }}
                options={questions.map(({ value, label }) => ({ value, label }))}
              />
            </Field>
            <Field label={t('gate.when_is')} grow>
              <Select
                mode={asked?.choices.length ? 'multiple' : 'tags'}
                aria-label={t('gate.when_is')}
                status={one.is.length === 0 ? 'error' : undefined}
                value={one.is}
                onChange={(is) => change(value.with(at, { ...one, is }))}
                options={asked?.choices.map((option) => ({ value: option, label: option }))}
              />
            </Field>
            <Button
              type="text"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t('onboarding.remove_answer')}
              onClick={() => change(value.toSpliced(at, 1))}
            />
          </div>
        );
      })}
      {questions.length > 0 && value.length < 10 && (
        <div>
          <Button
            size="small"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => {
              const [page, gate, question] = questions[0]!.value.split(' ');
              change([...value, { page: Number(page), gate: gate!, question: question!, is: [] }]);
            }}
          >
            {t('onboarding.add_answer')}
          </Button>
          {value.length > 0 && <p className="hint">{t('onboarding.when_answer_about')}</p>}
        </div>
      )}
    </div>
  );
}

/** Who is meant: what is left empty means any. */
export function WhenForm({ kind, change }: { kind: Kind; change: (kind: Kind) => void }) {
  const t = useT();
  const community = useCommunity().id;
  const channels = useRead('/communities/{community}/channels', { path: { community } });
  const codes = useRead('/communities/{community}/codes', { path: { community }, query: { limit: 200 } });
  const when = kind.when ?? {};
  const arms = useArms(['visitor', 'member', 'group'], when.arms);
  const set = (more: Kind['when']) => change({ ...kind, when: { ...when, ...more } });
  return (
    <>
      <div className="row">
        <Field label={t('onboarding.when_channels')} grow>
          <Select
            mode="multiple"
            aria-label={t('onboarding.when_channels')}
            value={when.channels ?? []}
            onChange={(chosen) => set({ channels: chosen })}
            options={channels.data?.channels.map(({ channel }) => ({ value: Number(channel.id), label: channel.name }))}
          />
        </Field>
        <Field label={t('onboarding.when_codes')} grow>
          <Select
            mode="multiple"
            aria-label={t('onboarding.when_codes')}
            value={when.codes ?? []}
            onChange={(chosen) => set({ codes: chosen })}
            options={codes.data?.items.map((code) => ({ value: code.slug, label: code.label }))}
          />
        </Field>
        <Field label={t('onboarding.when_tags')} grow>
          <Select
            mode="tags"
            open={false}
            suffixIcon={null}
            aria-label={t('onboarding.when_tags')}
            value={when.tags ?? []}
            onChange={(chosen) => set({ tags: chosen })}
          />
        </Field>
        {(arms.length > 0 || (when.arms ?? []).length > 0) && (
          <Field label={t('onboarding.when_arms')} grow>
            <Select
              mode="multiple"
              aria-label={t('onboarding.when_arms')}
              value={when.arms ?? []}
              onChange={(chosen) => set({ arms: chosen })}
              options={arms}
            />
          </Field>
        )}
      </div>
      <AnswersForm value={when.answers ?? []} change={(answers) => set({ answers })} />
    </>
  );
}
