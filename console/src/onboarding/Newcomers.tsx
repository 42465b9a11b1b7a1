import { Segmented } from 'antd';
import type { Schemas } from '../api/client';
import { useList, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { MemberLink } from '../member/EventLine';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark, type Tone } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { useStepName } from './stepName';

type Newcomer = Schemas['NewcomerWeek'];
const STATES = ['all', 'running', 'done', 'left', 'stopped'] as const;
const TONES: Record<Newcomer['steps'][number]['outcome'], Tone> = {
  waiting: 'info',
  delivered: 'good',
  done: 'good',
  acknowledged: 'good',
  answered: 'good',
  skipped: 'plain',
  cancelled: 'plain',
  needs_human: 'warn',
  unknown: 'warn',
  rejected: 'bad',
};

/** How far everybody is in their first week. */
export function Newcomers({ week, begin }: { week: Schemas['Onboarding']; begin: () => void }) {
  const t = useT();
  const path = { community: useCommunity().id };
  const { values, set } = useFilters('state');
  const state = values.state as Newcomer['state'] | undefined;
  const counts = useRead('/communities/{community}/newcomers', { path, query: { limit: 1 } }).data?.counts;
  const newcomers = useList(
    '/communities/{community}/newcomers',
    { path, query: { state } },
    { refetchInterval: 10_000 },
  );
  const list = {
    ...newcomers,
    items: newcomers.items.map((one) => ({ ...one, id: `${one.group.id}-${one.member.id}` })),
  };
  const name = useStepName(week.document);
  return (
    <>
      {counts && counts.joined > 0 && (
        <p>
          {t('onboarding.counts', {
            joined: counts.joined,
            spoke: counts.spoke,
            acknowledged: counts.acknowledged,
            left: counts.left,
          })}
        </p>
      )}
      <div className="filters">
        <Segmented
          aria-label={t('common.state')}
          value={state ?? 'all'}
          options={STATES.map((one) => ({ value: one, label: t(`onboarding.state.${one}`) }))}
          onChange={(chosen) => set({ state: chosen === 'all' ? null : chosen })}
        />
      </div>
      <Records
        list={list}
        label={t('onboarding.tab.newcomers')}
        empty={
          <Teach
            title={t('onboarding.nobody')}
            actions={
              week.running ? null : (
                <ActButton type="primary" permission="onboarding:write" onClick={begin}>
                  {t('onboarding.go_week')}
                </ActButton>
              )
            }
          >
            {t(week.running ? 'onboarding.nobody_running' : 'onboarding.nobody_off')}
          </Teach>
        }
        columns={[
          {
            key: 'who',
            title: t('common.member'),
            width: 170,
            narrow: 'head',
            show: (one) => (
              <span className="stack tight">
                <MemberLink member={one.member} />
                <span className="small muted">{one.group.name}</span>
              </span>
            ),
          },
          { key: 'joined', title: t('members.joined'), width: 140, show: (one) => <At at={one.joined_at} /> },
          {
            key: 'state',
            title: t('common.state'),
            width: 120,
            show: (one) => (
              <Mark tone={one.state === 'running' ? 'info' : one.state === 'done' ? 'good' : 'plain'}>
                {t(`onboarding.state.${one.state}`)}
              </Mark>
            ),
          },
          {
            key: 'buddy',
            title: t('onboarding.buddy'),
            width: 120,
            show: (one) => (one.buddy ? <MemberLink member={one.buddy} /> : '–'),
          },
          {
            key: 'steps',
            title: t('onboarding.steps'),
            narrow: 'line',
            show: (one) => (
              <span className="row tight">
                {one.steps.map((step) => (
                  <Mark key={step.step + step.at} tone={TONES[step.outcome]}>
                    {name(one.kind, step.step)}: {t(`onboarding.outcome.${step.outcome}`)}
                    {step.why ? ` (${t.code('onboarding.why', step.why)})` : ''}
                  </Mark>
                ))}
                {one.steps.length === 0 && <span className="muted">{t('onboarding.no_steps')}</span>}
              </span>
            ),
          },
        ]}
      />
    </>
  );
}
