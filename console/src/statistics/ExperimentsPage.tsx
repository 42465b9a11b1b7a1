import { Tabs } from 'antd';
import { useT } from '../i18n';
import { Page } from '../ui/Page';
import { useFilters } from '../ui/useFilters';
import { Experiments } from '../experiment/Experiments';
import { PowerTab } from './PowerTab';
import { ReadoutTab } from './ReadoutTab';

const TABS = { list: Experiments, readout: ReadoutTab, power: PowerTab };

/** What is tried, what an experiment says, and how many people the next one needs. */
export default function ExperimentsPage() {
  const t = useT();
  const { values, set } = useFilters('tab');
  const tab = values.tab && values.tab in TABS ? values.tab : 'list';
  return (
    <Page title={t('statistics.title')} about={t('statistics.about')}>
      <Tabs
        className="wrapping-tabs"
        activeKey={tab}
        onChange={(chosen) => set({ tab: chosen === 'list' ? null : chosen })}
        items={Object.entries(TABS).map(([key, Tab]) => ({
          key,
          label: t(`statistics.tab.${key as keyof typeof TABS}`),
          children: <Tab />,
        }))}
      />
    </Page>
  );
}
