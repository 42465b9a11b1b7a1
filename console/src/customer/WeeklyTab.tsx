import { Alert, DatePicker, Select, Skeleton } from 'antd';
import dayjs from 'dayjs';
import { useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ChartCard } from '../insight/ChartCard';
import { Metric } from '../insight/Metric';
import { Keep } from '../saved/Keep';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { weeklyAlive, weeklyTimes } from './charts';

const WEEKS = [4, 12, 26, 52];
const FEW = 30; // a share of fewer jumps about

/** In how many weeks members come again, and who will. */
export function WeeklyTab() {
  const t = useT();
  const format = useFormat();
  const { values, set } = useFilters('to', 'weeks');
  const weeks = WEEKS.find((one) => String(one) === values.weeks) ?? 12;
  const read = useRead('/communities/{community}/questions/check-in', {
    path: { community: useCommunity().id },
    query: { until: values.to, weeks },
  });
  const data = read.data;
  return (
    <div className="stack">
      <div className="row filters">
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
        <Keep kind="check_in" question={{ weeks, ...(values.to ? { until: values.to } : {}) }} />
      </div>
      {read.error ? (
        <Refusal problem={read.error} retry={read.refetch} />
      ) : !data ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : data.until === null ? (
        <Teach title={t('customer.weekly_empty')}>{t('customer.weekly_empty_about')}</Teach>
      ) : (
        <>
          {data.model === null && <Alert type="info" showIcon title={t('customer.weekly_few')} />}
          {data.expected !== null && data.observed !== null && (
            <Alert
              type="info"
              showIcon
              title={t('customer.weekly_came', {
                until: data.until,
                weeks: data.weeks,
                expected: format.number(Math.round(data.expected)),
                observed: format.number(data.observed),
              })}
            />
          )}
          <dl className="metrics panel pad">
            <Metric
              strong
              label={t('customer.weekly_members')}
              is={t('customer.weekly_members.is', { until: data.until })}
              value={format.number(data.members)}
            />
            <Metric
              label={t('customer.weekly_returners')}
              is={t('customer.weekly_returners.is')}
              value={format.percent(data.members === 0 ? null : data.returners / data.members)}
              of={
                data.members < FEW
                  ? t('customer.n_few', { n: format.number(data.members) })
                  : t('customer.n_of', { n: format.number(data.returners), of: format.number(data.members) })
              }
            />
            <Metric
              label={t('customer.weekly_expected')}
              is={t('customer.weekly_expected.is')}
              value={data.expected === null ? '–' : format.number(Math.round(data.expected))}
              of={t('customer.weeks', { n: data.weeks })}
            />
            {data.model && (
              <Metric
                label="BG/BB"
                is={t('customer.weekly_model.is')}
                value={`LL ${format.decimal(data.model.log_likelihood)}`}
                of={`α ${format.decimal(data.model.alpha)} · β ${format.decimal(data.model.beta)} · γ ${format.decimal(data.model.gamma)} · δ ${format.decimal(data.model.delta)}`}
              />
            )}
          </dl>
          <ChartCard
            title={t('customer.weekly_times')}
            about={t('customer.weekly_times_about')}
            is={t('customer.weekly_model.is')}
            sample={t('customer.n', { n: format.number(data.members) })}
            option={weeklyTimes(data, t, format)}
            height={320}
            data={() => ({
              columns: [t('customer.weekly_times'), t('customer.observed'), t('customer.expected')],
              rows: data.times.map((one) => [
                one.times,
                one.observed,
                one.expected === null ? '–' : Math.round(one.expected),
              ]),
            })}
          />
          {data.model && (
            <ChartCard
              title={t('customer.weekly_alive')}
              about={t('customer.weekly_alive_about')}
              is={t('customer.weekly_alive.is')}
              sample={t('customer.n', { n: format.number(data.members) })}
              option={weeklyAlive(data, t, format)}
              data={() => ({
                columns: [t('customer.weekly_alive'), t('customer.members')],
                rows: data.alive.map((n, i) => [`${i * 10}–${(i + 1) * 10}%`, n]),
              })}
            />
          )}
        </>
      )}
    </div>
  );
}
