import { Alert, DatePicker, InputNumber, Select, Skeleton, Table } from 'antd';
import dayjs from 'dayjs';
import type { Schemas } from '../api/client';
import { useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ChartCard } from '../insight/ChartCard';
import { Metric } from '../insight/Metric';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { estimates } from './charts';
import { CurrencyChoice } from './CurrencyChoice';
import { useMoney } from './money';
import { NoPurchases } from './NoPurchases';
import { Wide } from './Wide';

type Study = Schemas['MembershipUplift'];
const AMONG = ['customers', 'users'] as const;
const OUTCOMES = ['spend', 'repurchase'] as const;

/** Do members buy more because they are members? */
export function UpliftTab() {
  const t = useT();
  const path = { community: useCommunity().id };
  const { values, set } = useFilters('currency', 'since', 'joining', 'days', 'outcome', 'among', 'traits');
  const joining = Number(values.joining ?? 30) || 30;
  const days = Number(values.days ?? 60) || 60;
  const outcome = values.outcome === 'repurchase' ? 'repurchase' : 'spend';
  const among = values.among === 'users' ? 'users' : 'customers';
  const traits = among === 'users' && values.traits ? values.traits.split(',') : undefined;
  const read = useRead(
    '/communities/{community}/customers/uplift',
    { path, query: { currency: values.currency, from: values.since ?? '', joining, days, outcome, among, traits } },
    { enabled: Boolean(values.since) },
  );
  return (
    <div className="stack">
      <p className="hint">{t('customer.uplift_about')}</p>
      <div className="row filters">
        {read.data && read.data.currencies.length > 1 && (
          <CurrencyChoice
            of={read.data.currencies}
            value={read.data.currency}
            onChange={(currency) => set({ currency })}
          />
        )}
        <DatePicker
          aria-label={t('customer.joining_from')}
          placeholder={t('customer.joining_from')}
          value={values.since ? dayjs(values.since) : null}
          onChange={(day) => set({ since: day?.format('YYYY-MM-DD') ?? null })}
        />
        <InputNumber
          aria-label={t('customer.joining_days')}
          prefix={t('customer.joining_days')}
          min={1}
          max={366}
          value={joining}
          onChange={(n) => set({ joining: String(n ?? 30) })}
        />
        <InputNumber
          aria-label={t('customer.outcome_days')}
          prefix={t('customer.outcome_days')}
          min={1}
          max={366}
          value={days}
          onChange={(n) => set({ days: String(n ?? 60) })}
        />
        <Select
          aria-label={t('customer.outcome')}
          value={outcome}
          onChange={(chosen) => set({ outcome: chosen })}
          popupMatchSelectWidth={false}
          options={OUTCOMES.map((one) => ({ value: one, label: t(`customer.effect.${one}`) }))}
        />
        <Select
          aria-label={t('customer.among')}
          value={among}
          onChange={(chosen) => set({ among: chosen === 'users' ? chosen : null, traits: null })}
          popupMatchSelectWidth={false}
          options={AMONG.map((one) => ({ value: one, label: t(`customer.among.${one}`) }))}
        />
        {among === 'users' && read.data && (
          <Select
            mode="multiple"
            allowClear
            aria-label={t('customer.traits')}
            placeholder={t('customer.traits')}
            style={{ minWidth: 240 }}
            value={traits ?? []}
            onChange={(chosen: string[]) => set({ traits: chosen.join(',') || null })}
            options={read.data.offered.map((one) => ({ value: one, label: one }))}
          />
        )}
      </div>
      {!values.since ? (
        <Teach title={t('customer.uplift_empty')}>{t('customer.uplift_empty_about')}</Teach>
      ) : read.error ? (
        <NoPurchases problem={read.error} retry={read.refetch} />
      ) : read.data ? (
        <Answer data={read.data} />
      ) : (
        <Skeleton active paragraph={{ rows: 8 }} />
      )}
    </div>
  );
}

function Answer({ data }: { data: Study }) {
  const t = useT();
  const format = useFormat();
  const money = useMoney(data.currency);
  const say = (value: number) =>
    data.outcome === 'spend' ? money.whole(value) : t('customer.points', { n: format.decimal(value * 100) });
  return (
    <>
      {data.among === 'users' && data.offered.length === 0 && (
        <Alert type="warning" showIcon title={t('customer.no_users')} />
      )}
      <Headline data={data} say={say} />
      {data.end > data.last && <Alert type="warning" showIcon title={t('customer.not_over', { last: data.last })} />}
      <dl className="metrics panel pad">
        <Metric label={t('customer.members')} is={t('customer.members.is')} value={format.number(data.members)} />
        <Metric
          label={t('customer.others')}
          is={t('customer.others.is')}
          value={format.number(data.others)}
          of={
            data.invited > 0
              ? t('customer.invited_others', { n: format.number(data.invited) })
              : t('customer.later', { n: format.number(data.later) })
          }
        />
        <Metric
          label={t('customer.left_out')}
          is={t(data.among === 'users' ? 'customer.users_fresh.is' : 'customer.left_out.is')}
          value={format.number(data.before + data.fresh)}
        />
        {data.incomplete > 0 && (
          <Metric
            label={t('customer.incomplete')}
            is={t('customer.incomplete.is')}
            value={format.number(data.incomplete)}
          />
        )}
        {data.overlap && (
          <Metric
            label={t('customer.effective')}
            is={t('customer.effective.is')}
            value={format.number(Math.round(data.overlap.effective))}
            of={t('customer.outside', { share: format.percent(data.overlap.outside) })}
          />
        )}
      </dl>
      <ChartCard
        title={t('customer.estimates')}
        about={t('customer.estimates_about', { start: data.start, end: data.end })}
        is={t('customer.estimates.is')}
        sample={t('customer.n', { n: format.number(data.members + data.others) })}
        option={estimates(data, t, say)}
        height={280}
        empty={t('customer.no_estimates')}
        data={() => ({
          columns: [t('customer.method'), t('customer.effect'), t('customer.low'), t('customer.high')],
          rows: data.estimates.map((one) => [
            t(`customer.method.${one.method}`),
            say(one.effect),
            say(one.low),
            say(one.high),
          ]),
        })}
      />
      {data.balance.length > 0 && <BalanceTable data={data} />}
    </>
  );
}

function Headline({ data, say }: { data: Study; say: (value: number) => string }) {
  const t = useT();
  const format = useFormat();
  const { estimate, e_value, e_value_of_interval, why } = data.headline;
  if (!estimate)
    return (
      <Alert
        type="warning"
        showIcon
        title={t('customer.refused')}
        description={why.map((one) => t(`customer.doubt.${one}`)).join(' ')}
      />
    );
  return (
    <Alert
      type={data.doubts.length > 0 ? 'warning' : 'info'}
      showIcon
      title={t('customer.said', { effect: say(estimate.effect), low: say(estimate.low), high: say(estimate.high) })}
      description={[
        t('customer.e_value', { e: format.decimal(e_value), interval: format.decimal(e_value_of_interval) }),
        ...data.doubts.map((one) => t(`customer.doubt.${one}`)),
      ].join(' ')}
    />
  );
}

function BalanceTable({ data }: { data: Study }) {
  const t = useT();
  const format = useFormat();
  const cell = (value: number) => <span className="num">{Math.abs(value) > 1e9 ? '∞' : format.decimal(value)}</span>;
  return (
    <section className="panel pad" aria-label={t('customer.balance')}>
      <h3>{t('customer.balance')}</h3>
      <p className="hint">{t('customer.balance_about')}</p>
      <Wide label={t('customer.balance')}>
        <Table
          size="small"
          rowKey="name"
          pagination={false}
          dataSource={data.balance}
          columns={[
            { key: 'name', title: t('customer.trait'), render: (_, one) => t.code('customer.trait', one.name) },
            { key: 'before', title: t('customer.balance_raw'), align: 'right', render: (_, one) => cell(one.before) },
            {
              key: 'weighted',
              title: t('customer.balance_weighted'),
              align: 'right',
              render: (_, one) => cell(one.weighted),
            },
            {
              key: 'matched',
              title: t('customer.balance_matched'),
              align: 'right',
              render: (_, one) => cell(one.matched),
            },
          ]}
        />
      </Wide>
    </section>
  );
}
