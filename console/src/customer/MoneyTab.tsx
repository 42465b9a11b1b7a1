import { Alert, Button, Select, Skeleton } from 'antd';
import { url, type Schemas } from '../api/client';
import { useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ChartCard } from '../insight/ChartCard';
import { Metric } from '../insight/Metric';
import { DayRange } from '../ui/DayRange';
import { useFilters } from '../ui/useFilters';
import { cells, cohorts } from './charts';
import { CurrencyChoice } from './CurrencyChoice';
import { Ladder } from './Ladder';
import { useMoney } from './money';
import { Movement } from './Movement';
import { NoPurchases } from './NoPurchases';

type Customers = Schemas['Customers'];
export type Basis = Customers['basis'];
const BASES: Basis[] = ['net', 'gross', 'all'];
const FEW = 30; // a share of fewer jumps about

export function MoneyTab() {
  const t = useT();
  const path = { community: useCommunity().id };
  const { values, set } = useFilters('currency', 'from', 'to', 'basis');
  const basis = BASES.find((one) => one === values.basis) ?? 'net';
  const query = { currency: values.currency, until: values.to, basis } as const;
  const read = useRead('/communities/{community}/customers', { path, query: { ...query, before: values.from } });
  if (read.error) return <NoPurchases problem={read.error} retry={read.refetch} />;
  if (!read.data) return <Skeleton active paragraph={{ rows: 8 }} />;
  const data = read.data;
  return (
    <div className="stack">
      <div className="row filters">
        <CurrencyChoice
          of={data.currencies.map((one) => one.code)}
          value={data.currency}
          onChange={(currency) => set({ currency })}
        />
        <DayRange from={data.before} to={data.until} onChange={set} />
        <Select
          aria-label={t('customer.basis')}
          value={basis}
          onChange={(chosen) => set({ basis: chosen === 'net' ? null : chosen })}
          popupMatchSelectWidth={false}
          options={BASES.map((one) => ({ value: one, label: t(`customer.basis.${one}`) }))}
        />
        <Button href={url('/communities/{community}/customers/rfm.csv', path, query)}>{t('customer.export')}</Button>
      </div>
      {data.currencies.length > 1 && (
        <Alert type="info" showIcon title={t('customer.one_currency', { currency: data.currency })} />
      )}
      {data.customers < FEW && <Alert type="warning" showIcon title={t('customer.few', { n: data.customers })} />}
      <Figures data={data} />
      <Drawings data={data} />
    </div>
  );
}

function Figures({ data }: { data: Customers }) {
  const t = useT();
  const format = useFormat();
  const money = useMoney(data.currency);
  const nobody = data.currencies.find((one) => one.code === data.currency)!.nobody;
  const days = data.repurchase.days;
  return (
    <dl className="metrics panel pad">
      <Metric
        strong
        label={t('customer.customers')}
        is={t('customer.customers.is')}
        value={format.number(data.customers)}
      />
      <Metric
        label={t('customer.orders')}
        is={t(`customer.basis.${data.basis}.is`)}
        value={format.number(data.orders)}
      />
      <Metric
        label={t('customer.money')}
        is={t('customer.money.is')}
        value={money.small(data.money)}
        of={nobody === 0 ? undefined : t('customer.nobody', { amount: money.small(nobody) })}
      />
      <Metric
        label={t('customer.repurchase_rate')}
        is={t('customer.repurchase_rate.is')}
        value={format.percent(data.repurchase.rate)}
        of={t('customer.n_of', {
          n: format.number(data.repurchase.again),
          of: format.number(data.repurchase.customers),
        })}
      />
      <Metric
        label={t('customer.interval')}
        is={t('customer.interval.is')}
        value={days ? t('customer.days', { n: days[1] }) : '–'}
        of={
          days
            ? t('customer.quartiles', { low: days[0], high: days[2], n: format.number(data.repurchase.intervals) })
            : undefined
        }
      />
      <Metric
        label={t('customer.top_fifth')}
        is={t('customer.top_fifth.is')}
        value={format.percent(data.top_fifth)}
        of={t('customer.n', { n: format.number(data.customers) })}
      />
    </dl>
  );
}

function Drawings({ data }: { data: Customers }) {
  const t = useT();
  const format = useFormat();
  const money = useMoney(data.currency);
  return (
    <>
      <ChartCard
        title={t('customer.cells')}
        about={t('customer.cells_about', { until: data.until })}
        is={t('customer.cells.is')}
        sample={t('customer.n', { n: format.number(data.customers) })}
        option={cells(data, t, format)}
        height={300}
        data={() => ({
          columns: [
            t('customer.cell'),
            t('customer.customers'),
            t('customer.money'),
            t('customer.recency'),
            t('customer.orders'),
          ],
          rows: data.cells.map((one) => [
            t(`customer.cell.${one.cell}`),
            one.customers,
            money.small(one.money),
            format.decimal(one.recency),
            format.decimal(one.orders),
          ]),
        })}
      />
      <Movement data={data} />
      <ChartCard
        title={t('customer.cohorts')}
        about={data.partial ? t('customer.cohorts_partial', { until: data.until }) : t('customer.cohorts_about')}
        is={t('customer.cohorts.is')}
        sample={t('customer.n', { n: format.number(data.customers) })}
        option={cohorts(data, t, format)}
        height={420}
        empty={t('customer.empty')}
        data={() => ({
          columns: [t('customer.cohort'), t('customer.customers'), ...data.cohorts.map((_, i) => `+${i}`)],
          rows: data.cohorts.map((row) => [row.month, row.size, ...row.money.map((amount) => money.small(amount))]),
        })}
      />
      <Ladder data={data} />
    </>
  );
}
