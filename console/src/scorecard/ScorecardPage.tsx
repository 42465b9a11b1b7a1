import { Tabs } from 'antd';
import { useT } from '../i18n';
import { Page } from '../ui/Page';
import { useFilters } from '../ui/useFilters';
import { Elements } from './Elements';
import { GoalTab } from './GoalTab';
import { LeagueTable } from './LeagueTable';
import { Roles } from './Roles';
import './scorecard.css';

const TABS = ['league', 'goal', 'elements', 'roles'];

/** Groups side by side; one of them by its goal, its five elements, its members. The address holds the view. */
export default function ScorecardPage() {
  const t = useT();
  const { values, set } = useFilters('tab', 'group');
  return (
    <Page title={t('scorecard.title')} about={t('scorecard.about')}>
      <Tabs
        className="wrapping-tabs"
        activeKey={TABS.find((tab) => tab === values.tab) ?? 'league'}
        onChange={(tab) => set({ tab: tab === 'league' ? null : tab })}
        destroyOnHidden
        items={[
          { key: 'league', label: t('scorecard.league'), children: <LeagueTable /> },
          { key: 'goal', label: t('scorecard.card'), children: <GoalTab /> },
          { key: 'elements', label: t('scorecard.elements'), children: <Elements /> },
          { key: 'roles', label: t('scorecard.roles'), children: <Roles /> },
        ]}
      />
    </Page>
  );
}
