import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown, Segmented, Skeleton } from 'antd';
import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { paths } from '../app/paths';
import type { Schemas } from '../api/client';
import { useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { GroupSelect, useGroup } from '../community/groups';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { ChartCard } from './ChartCard';
import * as charts from './charts';
import { Findings } from './Findings';
import { Metric } from './Metric';
import { MetricSections } from './MetricSections';

function NothingYet({ children }: { children?: string }) {
  const t = useT();
  const community = useCommunity();
  return (
    <Teach
      title={t('overview.empty')}
      actions={
        <>
          <Link to={paths.imports(community.id)}>
            <Button type="primary">{t('overview.to_import')}</Button>
          </Link>
          <Link to={paths.room(community.id)}>
            <Button>{t('overview.to_room')}</Button>
          </Link>
        </>
      }
    >
      {children ?? t('overview.empty_about')}
    </Teach>
  );
}

function Charts({ series, zone, community }: { series: Schemas['ReportSeries']; zone: string; community: string }) {
  const t = useT();
  const format = useFormat();
  const navigate = useNavigate();
  const drawn = useMemo(
    () => ({
      activity: charts.activity(series, t),
      active: charts.activeMembers(series, t),
      retention: charts.retention(series, t, format),
      lorenz: charts.lorenz(series, t, format),
      newcomers: charts.newcomers(series, t),
      hours: charts.hours(series, t),
      graph: charts.connections(series),
    }),
    [series, t, format],
  );
  const unit = t(`chart.unit_${series.cohorts.unit}`);
  const names = new Map(series.graph.nodes.map((node) => [node.id, node.name]));
  return (
    <>
      <ChartCard
        title={t('chart.activity')}
        about={t('chart.activity_about')}
        option={drawn.activity}
        height={300}
        data={() => ({
          columns: [t('chart.day'), t('chart.messages'), t('chart.joins'), t('chart.leaves')],
          rows: series.days.map((day) => [day.day, day.messages, day.joins, day.leaves]),
        })}
      />
      <div className="grid two">
        <ChartCard
          title={t('chart.active_members')}
          about={t('chart.active_members_about')}
          option={drawn.active}
          data={() => ({
            columns: [t('chart.day'), t('chart.dau'), t('chart.mau')],
            rows: series.days.map((day) => [day.day, day.dau, day.mau30]),
          })}
        />
        <ChartCard
          title={t('chart.newcomers')}
          about={t('chart.newcomers_about')}
          option={drawn.newcomers}
          empty={t('common.none')}
          data={() => ({
            columns: [t('chart.day'), t('metrics.section.newcomers'), t('chart.newcomers_replied')],
            rows: series.newcomers.map((month) => [month.month, month.newcomers, month.replied_24h]),
          })}
        />
        <ChartCard
          title={t('chart.retention')}
          about={t('chart.retention_about', { unit })}
          option={drawn.retention}
          height={420}
          empty={t('common.none')}
          data={() => ({
            columns: [t('chart.day'), t('common.member'), ...Array.from({ length: 6 }, (_, n) => String(n))],
            rows: series.cohorts.rows.map((row) => [
              row.start,
              row.size,
              ...Array.from({ length: 6 }, (_, n) => format.percent(row.active[n])),
            ]),
          })}
        />
        <ChartCard
          title={t('chart.lorenz')}
          about={t('chart.lorenz_about')}
          option={drawn.lorenz}
          height={420}
          empty={t('common.none')}
          data={() => ({
            columns: [t('chart.lorenz_speakers'), t('chart.messages')],
            rows: series.lorenz.map((point) => [format.percent(point.speakers), format.percent(point.messages)]),
          })}
        />
        <ChartCard
          title={t('chart.graph')}
          about={t('chart.graph_about')}
          option={drawn.graph}
          height={400}
          empty={t('chart.graph_empty')}
          onPick={(member) => void navigate(paths.member(community, member))}
          data={() => ({
            columns: [t('common.from'), t('common.to'), t('chart.messages')],
            rows: series.graph.edges.map((edge) => [
              names.get(edge.from) ?? edge.from,
              names.get(edge.to) ?? edge.to,
              edge.messages,
            ]),
          })}
        />
        <ChartCard
          title={t('chart.hours')}
          about={t('chart.hours_about', { zone })}
          option={drawn.hours}
          height={400}
          empty={t('common.none')}
          data={() => ({
            columns: [t('chart.day'), t('common.time'), t('chart.messages')],
            rows: series.hours.map((cell) => [
              t('chart.weekdays').split(',')[cell.weekday - 1],
              `${cell.hour}:00`,
              cell.messages,
            ]),
          })}
        />
      </div>
    </>
  );
}

const daysBefore = (day: string, count: number) => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - count);
  return date.toISOString().slice(0, 10);
};

export default function OverviewPage() {
  const t = useT();
  const format = useFormat();
  const community = useCommunity();
  const { group, groups, choose } = useGroup();
  const { values, set } = useFilters('from', 'to', 'period');
  const request = { path: { group: group?.id ?? '' }, query: { from: values.from, to: values.to } };
  const report = useRead(
    '/groups/{group}/report',
    { ...request, query: { ...request.query, language: t.language } },
    { enabled: group !== null },
  );
  const series = useRead('/groups/{group}/report/series', request, { enabled: group !== null });

  if (groups.error) return <Refusal problem={groups.error} retry={groups.refetch} />;
  if (groups.isPending) return <Skeleton active />;
  if (!group)
    return (
      <Page title={t('overview.title')}>
        <NothingYet>{t('groups.empty_about')}</NothingYet>
      </Page>
    );

  const choosePeriod = (period: string) => {
    const end = report.data?.last_day;
    if (period === 'all' || !end) set({ from: null, to: null, period: null });
    else set({ from: daysBefore(end, Number(period) - 1), to: end, period });
  };
  const download = (kind: string) => {
    const query = { from: values.from, to: values.to, language: t.language };
    window.location.assign(
      kind === 'json' ? `/api/v1/groups/${group.id}/report` : paths.reportFile(group.id, kind as 'html' | 'png', query),
    );
  };
  const empty = report.data && report.data.messages === 0 && !values.from;
  return (
    <Page
      title={t('overview.title')}
      about={
        report.data?.first_day
          ? t('overview.about', {
              group: group.name,
              from: report.data.first_day,
              to: report.data.last_day,
              days: format.number(report.data.span_days),
            })
          : group.name
      }
      actions={
        <>
          <GroupSelect value={group.id} onChange={(id) => id && choose(id)} />
          {!empty && (
            <>
              <Segmented
                aria-label={t('overview.period')}
                value={values.period ?? 'all'}
                onChange={choosePeriod}
                options={[
                  { value: 'all', label: t('overview.whole') },
                  { value: '90', label: t('overview.last90') },
                  { value: '30', label: t('overview.last30') },
                ]}
              />
              <Dropdown
                trigger={['click']}
                menu={{
                  items: [
                    { key: 'html', label: t('overview.download_html') },
                    { key: 'png', label: t('overview.download_png') },
                    { key: 'json', label: t('overview.download_json') },
                  ],
                  onClick: ({ key }) => download(key),
                }}
              >
                <Button icon={<DownloadOutlined aria-hidden />}>{t('overview.download')}</Button>
              </Dropdown>
            </>
          )}
        </>
      }
    >
      {report.error && <Refusal problem={report.error} retry={report.refetch} />}
      {report.isPending && <Skeleton active paragraph={{ rows: 10 }} />}
      {empty && <NothingYet />}
      {report.data && !empty && (
        <div className="stack">
          <dl className="headline">
            <Metric
              strong
              label={t('metric.messages')}
              value={format.number(report.data.messages)}
              is={t('metric.messages.is')}
            />
            <Metric
              strong
              label={t('metric.speakers')}
              value={format.number(report.data.speakers)}
              is={t('metric.speakers.is')}
            />
            <Metric
              strong
              label={t('metric.stickiness')}
              value={format.percent(report.data.stickiness)}
              is={t('metric.stickiness.is')}
            />
            <Metric
              strong
              label={t('metric.top20_share')}
              value={format.percent(report.data.top20_share)}
              is={t('metric.top20_share.is')}
            />
            <Metric
              strong
              label={t('metric.newcomers.share')}
              value={format.percent(report.data.newcomers.share)}
              is={t('metric.newcomers.share.is')}
            />
            <Metric
              strong
              label={t('metric.answer_rate')}
              value={format.percent(report.data.answer_rate)}
              is={t('metric.answer_rate.is')}
            />
          </dl>
          <Findings report={report.data} />
          {series.error && <Refusal problem={series.error} retry={series.refetch} />}
          {series.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
          {series.data && <Charts series={series.data} zone={report.data.zone} community={community.id} />}
          <MetricSections report={report.data} />
        </div>
      )}
    </Page>
  );
}
