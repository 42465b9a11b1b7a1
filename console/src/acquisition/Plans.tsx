import { useState } from 'react';
import type { Schemas } from '../api/client';
import { useList } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { PlanDialog } from './PlanDialog';
import { TryPlan } from './TryPlan';

export type Plan = Schemas['Plan'];
type Target = Schemas['PlanTarget'];

/** What a plan does with who fits no rule, in a line or two. */
function Rest({ plan }: { plan: Plan }) {
  const t = useT();
  const { otherwise } = plan.document;
  const target: Target = otherwise.kind === 'page' ? otherwise.then! : otherwise;
  if (target.kind !== 'pool') return <bdi>{target.url ?? target.slug ?? target.title}</bdi>;
  const taken = new Map(plan.taken.map((door) => [door.key, door.taken]));
  return (
    <span className="stack tight">
      {otherwise.kind === 'page' && <span>{t('plan.page')}</span>}
      <span className="small muted">{t(`plan.strategy.${target.strategy!}`)}</span>
      {target.doors!.map((door) => (
        <span key={door.key}>
          <bdi>{door.name}</bdi>{' '}
          <span className="muted">
            {door.seats == null
              ? t('plan.taken_open', { taken: taken.get(door.key) ?? 0 })
              : t('plan.taken', { taken: taken.get(door.key) ?? 0, seats: door.seats })}
          </span>
        </span>
      ))}
    </span>
  );
}

/** The plans live codes follow. */
export function Plans() {
  const t = useT();
  const list = useList(
    '/communities/{community}/plans',
    { path: { community: useCommunity().id } },
    { refetchInterval: 10_000 },
  );
  const [edited, setEdited] = useState<Plan | 'new' | null>(null);
  const [tried, setTried] = useState<Plan | null>(null);
  const make = (
    <ActButton type="primary" permission="acquisition:write" onClick={() => setEdited('new')}>
      {t('plan.make')}
    </ActButton>
  );
  return (
    <>
      {list.items.length > 0 && <div className="row apart filters">{make}</div>}
      <Records
        list={list}
        label={t('acquisition.tab.plans')}
        empty={
          <Teach title={t('plan.empty')} actions={make}>
            {t('plan.empty_about')}
          </Teach>
        }
        columns={[
          { key: 'name', title: t('plan.name'), narrow: 'head', width: 220, show: (plan) => <b>{plan.name}</b> },
          {
            key: 'rules',
            title: t('plan.rules'),
            width: 200,
            show: (plan) =>
              plan.document.rules.length === 0 ? (
                <span className="muted">{t('plan.rules_none')}</span>
              ) : (
                t('plan.rules_count', { n: plan.document.rules.length })
              ),
          },
          { key: 'rest', title: t('plan.rest'), narrow: 'line', show: (plan) => <Rest plan={plan} /> },
          {
            key: 'acts',
            title: '',
            width: 170,
            narrow: 'line',
            show: (plan) => (
              <span className="row tight">
                <ActButton size="small" permission="acquisition:read" onClick={() => setTried(plan)}>
                  {t('plan.simulate')}
                </ActButton>
                <ActButton size="small" permission="acquisition:write" onClick={() => setEdited(plan)}>
                  {t('plan.edit')}
                </ActButton>
              </span>
            ),
          },
        ]}
      />
      {edited && <PlanDialog plan={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      {tried && <TryPlan plan={tried} onClose={() => setTried(null)} />}
    </>
  );
}
