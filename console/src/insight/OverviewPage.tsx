import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown, Segmented, Skeleton } from 'antd';
import { paths } from '../app/paths';
import { useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { FirstSteps } from '../community/FirstSteps';
import { GroupSelect, useGroup } from '../community/groups';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { Charts } from './Charts';
import { Findings } from './Findings';
import { Headline } from './Headline';
import { MetricSections } from './MetricSections';
import './insight.css';

function NothingYet({ children }: { children?: string }) {
  const t = useT();
  return (
    <Teach title={t('overview.empty')} actions={<FirstSteps />}>
      {children ?? t('overview.empty_about')}
    </Teach>
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
    window.location.assign(paths.reportFile(group.id, kind as 'html' | 'png' | 'json', query));
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
          <Headline report={report.data} />
          <Findings report={report.data} />
          {series.error && <Refusal problem={series.error} retry={series.refetch} />}
          {series.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
          {series.data && <Charts report={report.data} series={series.data} community={community.id} />}
          <MetricSections report={report.data} />
        </div>
      )}
    </Page>
  );
}
