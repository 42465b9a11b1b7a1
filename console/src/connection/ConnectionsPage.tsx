import { Skeleton, Tabs } from 'antd';
import { FirstSteps } from '../community/FirstSteps';
import { GroupSelect, useGroup } from '../community/groups';
import { useT } from '../i18n';
import { DayRange } from '../ui/DayRange';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { Alone } from './Alone';
import './connection.css';
import { NetworkTab } from './NetworkTab';

const SIZES = [30, 60, 120, 200];
const DAYS = [7, 14, 30, 90];
const among = (known: number[], given: string | undefined, usual: number) =>
  known.find((one) => String(one) === given) ?? usual;

/** Who talks with whom in a group, and with whom nobody does. The address holds the view. */
export default function ConnectionsPage() {
  const t = useT();
  const { group, groups, choose } = useGroup();
  const { values, set } = useFilters('tab', 'from', 'to', 'shown', 'days');
  if (groups.error) return <Refusal problem={groups.error} retry={groups.refetch} />;
  if (groups.isPending) return <Skeleton active />;
  if (!group)
    return (
      <Page title={t('connection.title')} about={t('connection.about')}>
        <Teach title={t('overview.empty')} actions={<FirstSteps />}>
          {t('groups.empty_about')}
        </Teach>
      </Page>
    );
  const period = { ...(values.from ? { from: values.from } : {}), ...(values.to ? { to: values.to } : {}) };
  return (
    <Page
      title={t('connection.title')}
      about={t('connection.about')}
      actions={
        <>
          <GroupSelect value={group.id} onChange={(id) => id && choose(id)} />
          <DayRange from={values.from} to={values.to} onChange={set} />
        </>
      }
    >
      <Tabs
        className="wrapping-tabs"
        activeKey={values.tab === 'alone' ? 'alone' : 'network'}
        onChange={(tab) => set({ tab: tab === 'network' ? null : tab })}
        destroyOnHidden
        items={[
          {
            key: 'network',
            label: t('connection.network'),
            children: (
              <NetworkTab
                group={group.id}
                period={period}
                sizes={SIZES}
                size={among(SIZES, values.shown, 60)}
                onSize={(n) => set({ shown: n === 60 ? null : String(n) })}
              />
            ),
          },
          {
            key: 'alone',
            label: t('connection.alone'),
            children: (
              <Alone
                group={group.id}
                to={values.to}
                choices={DAYS}
                days={among(DAYS, values.days, 14)}
                onDays={(n) => set({ days: n === 14 ? null : String(n) })}
              />
            ),
          },
        ]}
      />
    </Page>
  );
}
