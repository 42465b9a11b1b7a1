import { Tabs } from 'antd';
import { useT } from '../i18n';
import { Page } from '../ui/Page';
import { useFilters } from '../ui/useFilters';
import { PowerTab } from './PowerTab';
import { ReadoutTab } from './ReadoutTab';

const TABS = { readout: ReadoutTab, power: PowerTab };

/** What an experiment says, and how many people the next one needs. */
export default function ExperimentsPage() {
  const t = useT();
  const { values, set } = useFilters('tab');
  const tab = values.tab && values.tab in TABS ? values.tab : 'readout';
  return (
    <Page title={t('statistics.title')} about={t('statistics.about')}>
      <Tabs
        activeKey={tab}
        onChange={(chosen) => set({ tab: chosen === 'readout' ? null : chosen })}
        items={Object.entries(TABS).map(([key, Tab]) => ({
          key,
          label: t(`statistics.tab.${key as keyof typeof TABS}`),
          children: <Tab />,
        }))}
      />
    </Page>
  );
}
