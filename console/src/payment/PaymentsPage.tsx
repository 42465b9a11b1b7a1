import { Tabs } from 'antd';
import { useT } from '../i18n';
import { Page } from '../ui/Page';
import { useFilters } from '../ui/useFilters';
import { Balances } from './Balances';
import { Merchants } from './Merchants';
import { Payments } from './Payments';

const TABS = { payments: Payments, merchants: Merchants, balances: Balances };

/** What members pay, who takes it, and what the books say. */
export default function PaymentsPage() {
  const t = useT();
  const { values, set } = useFilters('tab', 'state');
  const tab = values.tab && values.tab in TABS ? values.tab : 'payments';
  return (
    <Page title={t('payment.title')} about={t('payment.about')}>
      <Tabs
        activeKey={tab}
        onChange={(chosen) => set({ tab: chosen === 'payments' ? null : chosen, state: null })}
        destroyOnHidden
        items={Object.entries(TABS).map(([key, Tab]) => ({
          key,
          label: t(`payment.tab.${key as keyof typeof TABS}`),
          children: <Tab />,
        }))}
      />
    </Page>
  );
}
