import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { paths } from '../app/paths';
import type { Schemas } from '../api/client';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ChartCard } from './ChartCard';
import * as charts from './charts';
import * as heat from './heat';
import { connections } from './network';

/** The drawings of a report; each says what it shows, what the words mean and how much it stands on. */
export function Charts({
  report,
  series,
  community,
}: {
  report: Schemas['Report'];
  series: Schemas['ReportSeries'];
  community: string;
}) {
  const t = useT();
  const format = useFormat();
  const navigate = useNavigate();
  const drawn = useMemo(
    () => ({
      activity: charts.activity(series, t, format),
      active: charts.activeMembers(series, t, format),
      retention: heat.retention(series, t, format),
      lorenz: charts.lorenz(series, t, format),
      newcomers: charts.newcomers(series, t, format),
      hours: heat.hours(series, t, format),
      graph: connections(series, t, format),
    }),
    [series, t, format],
  );
  const unit = t(`chart.unit_${series.cohorts.unit}`);
  const names = new Map(series.graph.nodes.map((node) => [node.id, node.name]));
  const sum = (numbers: number[]) => format.number(numbers.reduce((all, one) => all + one, 0));
  const messages = format.number(report.messages);
  const days = format.number(report.span_days);
  const speakers = format.number(report.speakers);
  const weekdays = t('chart.weekdays').split(',');
  return (
    <>
      <ChartCard
        title={t('chart.activity')}
        about={t('chart.activity_about')}
        is={t('metric.messages.is')}
        sample={t('chart.of_messages_days', { messages, days })}
        option={drawn.activity}
        height={320}
        data={() => ({
          columns: [t('chart.day'), t('chart.messages'), t('chart.joins'), t('chart.leaves')],
          rows: series.days.map((day) => [day.day, day.messages, day.joins, day.leaves]),
        })}
      />
      <div className="grid two">
        <ChartCard
          title={t('chart.active_members')}
          about={t('chart.active_members_about')}
          is={t('chart.active_members_is')}
          sample={t('chart.of_speakers_days', { speakers, days })}
          option={drawn.active}
          data={() => ({
            columns: [t('chart.day'), t('chart.dau'), t('chart.mau')],
            rows: series.days.map((day) => [day.day, day.dau, day.mau30]),
          })}
        />
        <ChartCard
          title={t('chart.newcomers')}
          about={t('chart.newcomers_about')}
          is={t('metric.newcomers.share.is')}
          sample={t('chart.of_newcomers', { n: sum(series.newcomers.map((month) => month.newcomers)) })}
          option={drawn.newcomers}
          empty={t('chart.newcomers_empty')}
          data={() => ({
            columns: [t('chart.month'), t('metrics.section.newcomers'), t('chart.newcomers_replied')],
            rows: series.newcomers.map((month) => [month.month, month.newcomers, month.replied_24h]),
          })}
        />
        <ChartCard
          title={t('chart.retention')}
          about={t('chart.retention_about', { unit })}
          is={t('chart.retention_is', { unit })}
          sample={t('chart.of_cohorts', {
            n: sum(series.cohorts.rows.map((row) => row.size)),
            cohorts: format.number(series.cohorts.rows.filter((row) => row.size > 0).length),
          })}
          option={drawn.retention}
          height={420}
          empty={t('chart.retention_empty')}
          data={() => ({
            columns: [t('chart.cohort'), t('chart.size'), ...Array.from({ length: 6 }, (_, n) => `${unit} ${n}`)],
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
          is={t('metric.gini.is')}
          sample={t('chart.of_speakers_messages', { speakers, messages })}
          option={drawn.lorenz}
          height={420}
          empty={t('chart.lorenz_empty')}
          data={() => ({
            columns: [t('chart.lorenz_speakers'), t('chart.lorenz_messages')],
            rows: series.lorenz.map((point) => [format.percent(point.speakers), format.percent(point.messages)]),
          })}
        />
        <ChartCard
          title={t('chart.graph')}
          about={t('chart.graph_about')}
          is={t('metric.graph.edges.is')}
          sample={t('chart.of_graph', {
            nodes: format.number(series.graph.nodes.length),
            edges: format.number(series.graph.edges.length),
          })}
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
          about={t('chart.hours_about', { zone: report.zone })}
          is={t('metric.messages.is')}
          sample={t('chart.of_messages_days', { messages, days })}
          option={drawn.hours}
          height={400}
          empty={t('chart.hours_empty')}
          data={() => ({
            columns: [t('chart.weekday'), t('common.time'), t('chart.messages')],
            rows: series.hours.map((cell) => [weekdays[cell.weekday - 1], `${cell.hour}:00`, cell.messages]),
          })}
        />
      </div>
    </>
  );
}
