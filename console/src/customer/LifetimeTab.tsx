import { Alert, Button, DatePicker, Select, Skeleton, Table } from 'antd';
import dayjs from 'dayjs';
import { Link } from 'react-router';
import { url, type Schemas } from '../api/client';
import { useRead } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ChartCard } from '../insight/ChartCard';
import { Metric } from '../insight/Metric';
import { useFilters } from '../ui/useFilters';
import { alive, tracking } from './charts';
import { CurrencyChoice } from './CurrencyChoice';
import { useMoney } from './money';
import { NoPurchases } from './NoPurchases';
import { Distribution, Slices, Unequal } from './Slices';
import { Wide } from './Wide';

const WEEKS = [4, 12, 26, 39, 52, 104];
const NOBODY_LEAVES = 0.001; // chance of going for good after a purchase; below it the model has not found any
const FEW = 30; // a mean of fewer jumps about

/** What customers will buy, and whether the model deserves to be believed. */
export function LifetimeTab() {
  const t = useT();
  const format = useFormat();
  const path = { community: useCommunity().id };
  const { values, set } = useFilters('currency', 'to', 'weeks');
  const weeks = WEEKS.find((one) => String(one) === values.weeks) ?? 52;
  const query = { currency: values.currency, until: values.to, weeks };
  const read = useRead('/communities/{community}/customers/lifetime', { path, query });
  const choice = (
    <div className="row filters">
      {read.data && read.data.currencies.length > 1 && (
        <CurrencyChoice
          of={read.data.currencies}
          value={read.data.currency}
          onChange={(currency) => set({ currency })}
        />
      )}
      <DatePicker
        aria-label={t('customer.known_until')}
        placeholder={t('customer.known_until')}
        value={values.to ? dayjs(values.to) : null}
        onChange={(day) => set({ to: day?.format('YYYY-MM-DD') ?? null })}
      />
      <Select
        aria-label={t('customer.horizon')}
        value={weeks}
        onChange={(chosen) => set({ weeks: String(chosen) })}
        options={WEEKS.map((one) => ({ value: one, label: t('customer.weeks', { n: one }) }))}
      />
      {read.data && (
        <Button href={url('/communities/{community}/customers/lifetime.csv', path, query)}>
          {t('customer.export')}
        </Button>
      )}
    </div>
  );
  if (read.error)
    return (
      <>
        {choice}
        <NoPurchases problem={read.error} retry={read.refetch} />
      </>
    );
  if (!read.data) return <Skeleton active paragraph={{ rows: 8 }} />;
  const data = read.data;
  return (
    <div className="stack">
      {choice}
      {data.observed !== null && (
        <Alert
          type="info"
          showIcon
          title={t('customer.came_to_be', {
            expected: format.number(Math.round(data.expected)),
            observed: format.number(data.observed),
          })}
        />
      )}
      {data.buying.a / (data.buying.a + data.buying.b) < NOBODY_LEAVES && (
        <Alert type="warning" showIcon title={t('customer.nobody_leaves')} />
      )}
      <Sides data={data} />
      <ChartCard
        title={t('customer.tracking')}
        about={t('customer.tracking_about', { until: data.until })}
        is={t('customer.tracking.is')}
        sample={t('customer.n', { n: format.number(data.customers) })}
        option={tracking(data, t, format)}
        height={320}
        data={() => ({
          columns: [t('customer.weeks_since'), t('customer.observed'), t('customer.expected')],
          rows: data.curve.map((one) => [one.week, one.observed ?? '–', Math.round(one.expected)]),
        })}
      />
      <ChartCard
        title={t('customer.alive')}
        about={t('customer.alive_about', { n: format.number(data.unknown) })}
        is={t('customer.alive.is')}
        sample={t('customer.n', { n: format.number(data.customers) })}
        option={alive(data, t, format)}
        data={() => ({
          columns: [t('customer.chance_alive'), t('customer.customers')],
          rows: [...data.alive.map((n, i) => [`${i * 10}–${(i + 1) * 10}%`, n]), [t('customer.unknown'), data.unknown]],
        })}
      />
      <Distribution data={data} />
      <Unequal data={data} />
      <Slices data={data} of="channels" />
      <Slices data={data} of="groups" />
      <Best data={data} />
    </div>
  );
}

function Sides({ data }: { data: Schemas['Lifetimes'] }) {
  const t = useT();
  const format = useFormat();
  const money = useMoney(data.currency);
  const model = data.buying;
  return (
    <dl className="metrics panel pad">
      <Metric
        strong
        label={t('customer.will_buy')}
        is={t('customer.will_buy.is')}
        value={format.number(Math.round(data.expected))}
        of={t('customer.n', { n: format.number(data.customers) })}
      />
      {data.sides
        .filter((side) => side.customers > 0)
        .map((side) => (
          <Metric
            key={String(side.members)}
            label={t(side.members ? 'customer.members' : 'customer.others')}
            is={t('customer.side.is')}
            value={side.value === null ? format.decimal(side.purchases) : money.small(side.value)}
            of={t(side.customers < FEW ? 'customer.n_few' : 'customer.n', { n: format.number(side.customers) })}
          />
        ))}
      <Metric
        label="BG/NBD"
        is={t('customer.model.is')}
        value={`LL ${format.decimal(model.log_likelihood)}`}
        of={`r ${format.decimal(model.r)} · α ${format.decimal(model.alpha)} · a ${format.decimal(model.a)} · b ${format.decimal(model.b)}`}
      />
    </dl>
  );
}

function Best({ data }: { data: Schemas['Lifetimes'] }) {
  const t = useT();
  const format = useFormat();
  const community = useCommunity().id;
  const money = useMoney(data.currency);
  return (
    <section className="panel pad" aria-label={t('customer.best')}>
      <h3>{t('customer.best')}</h3>
      <Wide label={t('customer.best')}>
        <Table
          size="small"
          rowKey="id"
          pagination={{ pageSize: 20, size: 'small', showSizeChanger: false, hideOnSinglePage: true }}
          dataSource={data.best}
          columns={[
            {
              key: 'who',
              title: t('customer.customer'),
              render: (_, one) =>
                one.member_id ? (
                  <Link to={paths.member(community, one.member_id)}>#{one.member_id}</Link>
                ) : (
                  `C${one.id}`
                ),
            },
            { key: 'orders', title: t('customer.orders'), align: 'right', render: (_, one) => one.repeats + 1 },
            {
              key: 'alive',
              title: t('customer.chance_alive'),
              align: 'right',
              render: (_, one) => (one.alive === null ? t('customer.unknown') : format.percent(one.alive)),
            },
            {
              key: 'purchases',
              title: t('customer.will_buy'),
              align: 'right',
              render: (_, one) => format.decimal(one.purchases),
            },
            { key: 'value', title: t('customer.worth'), align: 'right', render: (_, one) => money.small(one.value) },
          ]}
        />
      </Wide>
    </section>
  );
}
