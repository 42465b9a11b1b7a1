import { Skeleton, Tabs } from 'antd';
import { useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import '../insight/insight.css';
import { Page } from '../ui/Page';
import { useFilters } from '../ui/useFilters';
import { HoldoutTab } from './HoldoutTab';
import { LifetimeTab } from './LifetimeTab';
import { MoneyTab } from './MoneyTab';
import { NoOrders } from './NoPurchases';
import { OrdersTab } from './OrdersTab';
import { UpliftTab } from './UpliftTab';
import { WeeklyTab } from './WeeklyTab';

const TABS = {
  money: MoneyTab,
  lifetime: LifetimeTab,
  weekly: WeeklyTab,
  uplift: UpliftTab,
  holdout: HoldoutTab,
  orders: OrdersTab,
};
const WITHOUT_ORDERS = ['weekly', 'holdout', 'orders'];

/** Who buys, what they are worth, and whether membership makes them buy more. */
export default function CustomersPage() {
  const t = useT();
  const { values, set } = useFilters('tab');
  const tab = values.tab && values.tab in TABS ? values.tab : 'money';
  // Before the first orders there is nothing to ask about.
  const batches = useRead('/communities/{community}/purchase-batches', { path: { community: useCommunity().id } });
  const none = batches.data?.items.length === 0;
  return (
    <Page title={t('customer.title')} about={t('customer.about')}>
      <Tabs
        className="wrapping-tabs"
        activeKey={tab}
        onChange={(chosen) => set({ tab: chosen === 'money' ? null : chosen })}
        destroyOnHidden
        items={Object.entries(TABS).map(([key, Tab]) => ({
          key,
          label: t(`customer.tab.${key as keyof typeof TABS}`),
          children: (
            <>
              <h2 className="visually-hidden">{t(`customer.tab.${key as keyof typeof TABS}`)}</h2>
              {WITHOUT_ORDERS.includes(key) ? (
                <Tab />
              ) : batches.isPending ? (
                <Skeleton active />
              ) : none ? (
                <NoOrders />
              ) : (
                <Tab />
              )}
            </>
          ),
        }))}
      />
    </Page>
  );
}
