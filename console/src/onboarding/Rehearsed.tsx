import { Table } from 'antd';
import type { Schemas } from '../api/client';
import { useT } from '../i18n';
import { MemberLink } from '../member/EventLine';
import { At } from '../ui/At';
import { Said } from '../ui/Said';
import { useStepName } from './stepName';
import type { Week } from './week';

type Result = Schemas['OnboardingRehearsal'];

/** What the week would have meant for who came of late. */
export function Rehearsed({ result, week }: { result: Result; week: Week }) {
  const t = useT();
  const name = useStepName(week);
  if (result.newcomers === 0)
    return (
      <section className="panel pad" aria-live="polite">
        {t('onboarding.rehearsed_none')}
      </section>
    );
  return (
    <section className="panel pad stack" aria-live="polite">
      <h2 className="section">{t('onboarding.rehearsed')}</h2>
      <p>
        {t('onboarding.rehearsed_count', { n: result.newcomers, again: result.again, without: result.without })}
        {!result.all && ` ${t('onboarding.rehearsed_part')}`}
      </p>
      {result.kinds.map((kind) => (
        <div key={kind.key} className="stack tight">
          <b>{kind.name}</b>
          <span className="muted">
            {t('onboarding.rehearsed_kind', {
              n: kind.newcomers,
              spoke: kind.spoke,
              acknowledged: kind.acknowledged,
              left: kind.left,
            })}
          </span>
          <Table
            size="small"
            rowKey="step"
            pagination={false}
            scroll={{ x: 'max-content' }}
            aria-label={kind.name}
            dataSource={kind.steps}
            columns={[
              { key: 'step', title: t('onboarding.step_name'), render: (_, step) => name(kind.key, step.step) },
              { key: 'done', title: t('onboarding.would_get'), align: 'right', dataIndex: 'done' },
              {
                key: 'skipped',
                title: t('onboarding.left_out'),
                render: (_, step) =>
                  Object.entries(step.skipped)
                    .map(([why, n]) => `${t.code('onboarding.why', why)} ${n}`)
                    .join(', ') || '–',
              },
              { key: 'stopped', title: t('onboarding.left_before'), align: 'right', dataIndex: 'stopped' },
            ]}
          />
        </div>
      ))}
      <h3>{t('onboarding.samples')}</h3>
      <ul className="cards">
        {result.samples.map((sample) => (
          <li key={sample.kind + sample.member.id + sample.joined_at} className="panel pad stack tight">
            <span>
              <MemberLink member={sample.member} /> · {sample.group.name} · <At at={sample.joined_at} />
            </span>
            {sample.lines.map((line) => (
              <div key={line.step + line.at + line.why}>
                <span className="muted small">
                  <At at={line.at} /> · {name(sample.kind, line.step)}
                  {line.why && ` · ${t.code('onboarding.why', line.why)}`}
                </span>
                {line.text && <Said className="bubble" text={line.text} />}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
