import { Tabs } from 'antd';
import { useT } from '../i18n';
import { Page } from '../ui/Page';
import { useFilters } from '../ui/useFilters';
import { Pages } from '../gate/Pages';
import { Arrivals } from './Arrivals';
import { Channels } from './Channels';
import { Codes } from './Codes';
import { Funnel } from './Funnel';
import { Plans } from './Plans';

const TABS = { codes: Codes, plans: Plans, pages: Pages, channels: Channels, funnel: Funnel, arrivals: Arrivals };

/** How people come in: live codes, the plans they follow, the channels they belong to. */
export default function AcquisitionPage() {
  const t = useT();
  const { values, set } = useFilters('tab');
  const tab = values.tab && values.tab in TABS ? values.tab : 'codes';
  return (
    <Page title={t('acquisition.title')} about={t('acquisition.about')}>
      <Tabs
        className="wrapping-tabs"
        activeKey={tab}
        onChange={(chosen) => set({ tab: chosen === 'codes' ? null : chosen })}
        destroyOnHidden
        items={Object.entries(TABS).map(([key, Tab]) => ({
          key,
          label: t(`acquisition.tab.${key as keyof typeof TABS}`),
          children: <Tab />,
        }))}
      />
    </Page>
  );
}
