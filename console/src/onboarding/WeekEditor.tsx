import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Collapse, Dropdown, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { Helpers } from './Helpers';
import { Rehearsed } from './Rehearsed';
import { Field, StepForm } from './StepForm';
import { fresh, freeKey, TYPES, type Kind, type Step, type Week } from './week';
import { WhenForm } from './WhenForm';

type Onboarding = Schemas['Onboarding'];

/** Which groups cannot do what a step needs. */
function useCannot(groups: Onboarding['groups']) {
  const t = useT();
  const without = (able: 'recall_others' | 'remove') =>
    groups.filter((group) => !group.able.includes(able)).map((group) => group.name);
  return (step: Step): string | null => {
    if (step.type === 'probation' && without('recall_others').length > 0)
      return t('onboarding.cannot_recall', { groups: without('recall_others').join(', ') });
    if (step.type === 'captcha' && step.otherwise === 'remove' && without('remove').length > 0)
      return t('onboarding.cannot_remove', { groups: without('remove').join(', ') });
    return null;
  };
}

function KindForm({
  kind,
  change,
  remove,
  groups,
}: {
  kind: Kind;
  change: (kind: Kind) => void;
  remove: () => void;
  groups: Onboarding['groups'];
}) {
  const t = useT();
  const cannot = useCannot(groups);
  const steps = (next: Step[]) => change({ ...kind, steps: next });
  const move = (at: number, by: -1 | 1) => {
    const to = at + by;
    if (to < 0 || to >= kind.steps.length) return;
    const next = [...kind.steps];
    [next[at], next[to]] = [next[to], next[at]];
    steps(next);
  };
  return (
    <div className="stack">
      <Field label={t('common.name')}>
        <Input value={kind.name} maxLength={60} onChange={(event) => change({ ...kind, name: event.target.value })} />
      </Field>
      <WhenForm kind={kind} change={change} />
      {kind.steps.map((step, at) => (
        <StepForm
          key={step.key}
          step={step}
          group={groups[0]?.name}
          cannot={cannot(step)}
          change={(next) => steps(kind.steps.with(at, next))}
          remove={() => steps(kind.steps.toSpliced(at, 1))}
          move={(by) => move(at, by)}
        />
      ))}
      <Dropdown
        trigger={['click']}
        menu={{
          items: TYPES.map((type) => ({ key: type, label: t(`onboarding.step.${type}`) })),
          onClick: ({ key }) =>
            steps([
              ...kind.steps,
              fresh(
                key as Step['type'],
                kind.steps.map((step) => step.key),
              ),
            ]),
        }}
      >
        <Button icon={<PlusOutlined aria-hidden />}>{t('onboarding.add_step')}</Button>
      </Dropdown>
      <div>
        <Button type="text" danger icon={<DeleteOutlined aria-hidden />} onClick={remove}>
          {t('onboarding.remove_kind', { name: kind.name })}
        </Button>
      </div>
    </div>
  );
}

/** What is done for newcomers: written, rehearsed over those of the last 30 days, published. */
export function WeekEditor({ onboarding }: { onboarding: Onboarding }) {
  const t = useT();
  const community = useCommunity().id;
  const [week, setWeek] = useState<Week | null>(onboarding.document);
  const [changed, setChanged] = useState(false);
  const edit = (next: Week) => {
    setWeek(next);
    setChanged(true);
  };
  const publish = useAct(
    (running: boolean) =>
      api.put('/communities/{community}/onboarding', {
        path: { community },
        body: { document: week!, running, over: onboarding.version },
      }),
    {
      done: 'onboarding.published',
      changes: ['/communities/{community}/onboarding', '/communities/{community}/newcomers'],
    },
  );
  const rehearse = useAct(() =>
    api.post('/communities/{community}/onboarding/rehearsal', { path: { community }, body: { document: week! } }),
  );
  if (!week)
    return (
      <Teach
        title={t('onboarding.empty')}
        actions={
          <ActButton type="primary" permission="onboarding:write" onClick={() => edit(onboarding.suggested)}>
            {t('onboarding.begin')}
          </ActButton>
        }
      >
        {t('onboarding.empty_about')}
      </Teach>
    );
  const kinds = (next: Kind[]) => edit({ ...week, kinds: next });
  return (
    <div className="stack">
      <div className="row apart">
        <span className="row tight">
          <Mark tone={onboarding.running ? 'good' : 'plain'}>
            {t(onboarding.running ? 'onboarding.running' : 'onboarding.off')}
          </Mark>
          {onboarding.version > 0 && (
            <span className="muted">
              {t('onboarding.version', { n: onboarding.version })} <At at={onboarding.published_at} />
            </span>
          )}
          {changed && <Mark tone="warn">{t('rules.unsaved')}</Mark>}
        </span>
        <span className="row tight">
          <ActButton
            permission="onboarding:read"
            loading={rehearse.isPending}
            onClick={() => rehearse.mutate(undefined)}
          >
            {t('onboarding.rehearse')}
          </ActButton>
          {onboarding.running && (
            <ActButton
              danger
              permission="onboarding:write"
              loading={publish.isPending}
              onClick={() => publish.mutate(false)}
            >
              {t('onboarding.switch_off')}
            </ActButton>
          )}
          <ActButton
            type="primary"
            permission="onboarding:write"
            blocked={onboarding.running && !changed && t('onboarding.nothing_changed')}
            loading={publish.isPending}
            onClick={() => publish.mutate(true)}
          >
            {t('onboarding.publish')}
          </ActButton>
        </span>
      </div>
      <p className="hint">{t('onboarding.publish_reach')}</p>
      {publish.error && <Refusal problem={publish.error} />}
      {rehearse.error && <Refusal problem={rehearse.error} />}
      {rehearse.data && <Rehearsed result={rehearse.data} week={week} />}
      <Collapse
        defaultActiveKey={week.kinds.length === 1 ? [week.kinds[0].key] : []}
        items={week.kinds.map((kind, at) => ({
          key: kind.key,
          label: kind.name,
          children: (
            <KindForm
              kind={kind}
              groups={onboarding.groups}
              change={(next) => kinds(week.kinds.with(at, next))}
              remove={() => kinds(week.kinds.toSpliced(at, 1))}
            />
          ),
        }))}
      />
      <div className="row tight">
        <Button
          icon={<PlusOutlined aria-hidden />}
          onClick={() =>
            kinds([
              {
                key: freeKey(
                  'kind',
                  week.kinds.map((kind) => kind.key),
                ),
                name: t('onboarding.new_kind'),
                when: {},
                steps: onboarding.suggested.kinds[0].steps.slice(0, 2),
              },
              ...week.kinds,
            ])
          }
        >
          {t('onboarding.add_kind')}
        </Button>
        <span className="hint">{t('onboarding.kinds_about')}</span>
      </div>
      <Helpers
        value={week.helpers ?? []}
        known={onboarding.helpers}
        groups={onboarding.groups}
        onChange={(helpers) => edit({ ...week, helpers })}
      />
      <Field label={t('onboarding.again')}>
        <InputNumber
          min={0}
          max={3650}
          precision={0}
          value={week.again_after_days ?? 30}
          onChange={(days) => edit({ ...week, again_after_days: days ?? 30 })}
        />
      </Field>
    </div>
  );
}
