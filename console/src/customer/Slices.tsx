import { DownloadOutlined } from '@ant-design/icons';
import { Button, Table } from 'antd';
import type { Schemas } from '../api/client';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ChartCard } from '../insight/ChartCard';
import { Is } from '../insight/Metric';
import { save } from '../question/funnel';
import { distribution, lorenz } from './charts';
import { useMoney } from './money';
import { Wide } from './Wide';

const FEW = 30; // a mean of fewer jumps about

/** How unequal customers are expected to be. */
export function Distribution({ data }: { data: Schemas['Lifetimes'] }) {
  const t = useT();
  const format = useFormat();
  const money = useMoney(data.currency);
  const spread = data.distribution;
  const bin = (one: { low: number; high: number }) => `${money.small(one.low)} – ${money.small(one.high)}`;
  return (
    <ChartCard
      title={t('customer.distribution')}
      about={
        spread &&
        t('customer.distribution_about', {
          weeks: data.weeks,
          below: format.number(spread.below),
          share:
            spread.top_fifth === null
              ? '–'
              : spread.customers < FEW
                ? t('customer.distribution_few')
                : format.percent(spread.top_fifth),
        })
      }
      is={t('customer.distribution.is')}
      sample={t('customer.n', { n: format.number(spread?.customers ?? 0) })}
      option={distribution(data, t, format, money.small)}
      empty={t('customer.distribution_empty')}
      data={() => ({
        columns: [t('customer.worth_in', { currency: data.currency }), t('customer.customers')],
        rows: (spread?.bins ?? []).map((one) => [bin(one), one.customers]),
      })}
    />
  );
}

/** The same as a curve, beside what came so far. */
export function Unequal({ data }: { data: Schemas['Lifetimes'] }) {
  const t = useT();
  const format = useFormat();
  const { spent, worth } = data.lorenz;
  const gini = (one: Schemas['Lorenz'] | null) =>
    one === null ? '–' : one.customers < FEW ? t('customer.distribution_few') : one.gini.toFixed(2);
  const n = spent?.customers ?? worth?.customers ?? 0;
  return (
    <ChartCard
      title={t('customer.lorenz')}
      about={t('customer.lorenz_about', {
        spent: gini(spent),
        worth: gini(worth),
        until: data.until,
        weeks: data.weeks,
      })}
      is={t('customer.lorenz.is')}
      sample={t('customer.n', { n: format.number(n) })}
      option={lorenz(data.lorenz, t, format)}
      height={340}
      empty={t('customer.lorenz_empty')}
      data={() => ({
        columns: [t('customer.lorenz_customers'), t('customer.lorenz_spent'), t('customer.lorenz_worth')],
        rows: (spent ?? worth)!.points.map((point, i) => [
          format.percent(point.customers),
          spent ? format.percent(spent.points[i].value) : '–',
          worth ? format.percent(worth.points[i].value) : '–',
        ]),
      })}
    />
  );
}

/** Parts of the customers, by the one model of all of them. */
export function Slices({ data, of }: { data: Schemas['Lifetimes']; of: 'channels' | 'groups' }) {
  const t = useT();
  const format = useFormat();
  const money = useMoney(data.currency);
  const rows = data[of];
  const title = t(`customer.${of}`);
  const name = (one: Schemas['LifetimeSlice']) => one.of?.name ?? t(`customer.slice.${one.kind}`);
  const small = (amount: number | null) => (amount === null ? '' : amount / money.units);
  const told = rows.some((one) => one.kind !== 'no_member');
  return (
    <section className="panel pad" aria-label={title}>
      <div className="row apart">
        <h3>
          {title}
          <Is>{t('customer.slices.is')}</Is>
        </h3>
        {told && (
          <Button
            size="small"
            icon={<DownloadOutlined aria-hidden />}
            aria-label={`${t('funnel.csv')}: ${title}`}
            onClick={() =>
              save(`lifetime-${of}.csv`, [
                [
                  t('customer.slice'),
                  t('customer.customers'),
                  t('customer.once'),
                  t('customer.will_buy'),
                  ...['total', 'median', 'mean'].map(
                    (one) => `${t(`customer.${one as 'total' | 'median' | 'mean'}`)} ${data.currency}`,
                  ),
                ],
                ...rows.map((one) => [
                  name(one),
                  one.customers,
                  one.unknown,
                  one.purchases,
                  small(one.total),
                  small(one.median),
                  small(one.mean),
                ]),
              ])
            }
          >
            {t('funnel.csv')}
          </Button>
        )}
      </div>
      <p className="hint">
        {t(`customer.${of}_about`, { weeks: data.weeks })} {t('customer.fitted_once')}
      </p>
      {!told ? (
        <p className="muted">{t('customer.slices_empty')}</p>
      ) : (
        <Wide label={title}>
          <Table
            size="small"
            rowKey={(one) => one.kind + (one.of?.id ?? '')}
            pagination={{ pageSize: 20, size: 'small', showSizeChanger: false, hideOnSinglePage: true }}
            dataSource={rows}
            columns={[
              { key: 'of', title: t('customer.slice'), render: (_, one) => name(one) },
              {
                key: 'customers',
                title: t('customer.customers'),
                align: 'right',
                render: (_, one) => (
                  <>
                    {format.number(one.customers)}
                    {one.customers < FEW && (
                      <span className="small muted"> {t('customer.n_few', { n: format.number(one.customers) })}</span>
                    )}
                  </>
                ),
              },
              {
                key: 'once',
                title: t('customer.once'),
                align: 'right',
                render: (_, one) => format.number(one.unknown),
              },
              {
                key: 'purchases',
                title: t('customer.will_buy'),
                align: 'right',
                render: (_, one) => format.decimal(one.purchases),
              },
              { key: 'total', title: t('customer.total'), align: 'right', render: (_, one) => money.small(one.total) },
              {
                key: 'median',
                title: t('customer.median'),
                align: 'right',
                render: (_, one) => money.small(one.median),
              },
              { key: 'mean', title: t('customer.mean'), align: 'right', render: (_, one) => money.small(one.mean) },
            ]}
          />
        </Wide>
      )}
    </section>
  );
}
