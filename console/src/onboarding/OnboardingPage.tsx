import { Alert, Skeleton, Tabs } from 'antd';
import { useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { useFilters } from '../ui/useFilters';
import { Newcomers } from './Newcomers';
import { Seeds } from './Seeds';
import { WeekEditor } from './WeekEditor';

/** The first week of a member: how far everybody is, and what is done for whom. */
export default function OnboardingPage() {
  const t = useT();
  const { values, set } = useFilters('tab');
  const onboarding = useRead('/communities/{community}/onboarding', { path: { community: useCommunity().id } });
  const week = onboarding.data;
  if (onboarding.error) return <Refusal problem={onboarding.error} retry={onboarding.refetch} />;
  const deaf =
    week?.groups.filter((group) => !group.able.includes('member_events') || !group.able.includes('send')) ?? [];
  return (
    <Page title={t('onboarding.title')} about={t('onboarding.about')}>
      {!week ? (
        <Skeleton active />
      ) : (
        <>
          {deaf.length > 0 && (
            <Alert
              className="section"
              type="info"
              showIcon
              title={t('onboarding.deaf', { groups: deaf.map((group) => group.name).join(', ') })}
            />
          )}
          <Tabs
            activeKey={values.tab === 'week' || values.tab === 'seeds' ? values.tab : 'newcomers'}
            onChange={(tab) => set({ tab: tab === 'newcomers' ? null : tab })}
            items={[
              {
                key: 'newcomers',
                label: t('onboarding.tab.newcomers'),
                children: <Newcomers week={week} begin={() => set({ tab: 'week' })} />,
              },
              {
                key: 'week',
                label: t('onboarding.tab.week'),
                children: <WeekEditor key={week.version} onboarding={week} />,
              },
              { key: 'seeds', label: t('onboarding.tab.seeds'), children: <Seeds /> },
            ]}
          />
        </>
      )}
    </Page>
  );
}
