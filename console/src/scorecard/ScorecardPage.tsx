import { Tabs } from 'antd';
import { useT } from '../i18n';
import { Page } from '../ui/Page';
import { useFilters } from '../ui/useFilters';
import { Elements } from './Elements';
import { LeagueTable } from './LeagueTable';
import './scorecard.css';

/** Groups side by side, and one of them by its five elements. The address holds the view. */
export default function ScorecardPage() {
  const t = useT();
  const { values, set } = useFilters('tab', 'group');
  return (
    <Page title={t('scorecard.title')} about={t('scorecard.about')}>
      <Tabs
        className="wrapping-tabs"
        activeKey={values.tab === 'elements' ? 'elements' : 'league'}
        onChange={(tab) => set({ tab: tab === 'league' ? null : tab })}
        destroyOnHidden
        items={[
          { key: 'league', label: t('scorecard.league'), children: <LeagueTable /> },
          { key: 'elements', label: t('scorecard.elements'), children: <Elements /> },
        ]}
      />
    </Page>
  );
}
