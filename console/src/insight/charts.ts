import type { EChartsCoreOption } from 'echarts/core';
import { colours } from '../app/theme';
import type { Schemas } from '../api/client';
import type { Translate } from '../i18n';
import type { useFormat } from '../i18n/format';

type Series = Schemas['ReportSeries'];
type Format = ReturnType<typeof useFormat>;

const axis = {
  axisLine: { lineStyle: { color: colours.line } },
  axisLabel: { color: colours.muted },
  axisTick: { show: false },
};
const value = {
  type: 'value',
  minInterval: 1,
  axisLabel: { color: colours.muted },
  splitLine: { lineStyle: { color: '#edf1ee' } },
};
const legend = { bottom: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 8, textStyle: { color: colours.ink } };
const tooltip = { trigger: 'axis', confine: true };

export function activity(series: Series, t: Translate): EChartsCoreOption {
  return {
    color: colours.chart,
    tooltip,
    grid: { left: 8, right: 12, top: 12, bottom: series.days.length > 60 ? 64 : 30, containLabel: true },
    legend: { ...legend, bottom: series.days.length > 60 ? 34 : 0 },
    xAxis: { type: 'category', data: series.days.map((day) => day.day), ...axis },
    yAxis: value,
    dataZoom:
      series.days.length > 60
        ? [
            {
              type: 'slider',
              height: 20,
              bottom: 6,
              showDetail: false,
              borderColor: colours.line,
              fillerColor: 'rgba(43,122,75,.12)',
            },
          ]
        : [],
    series: [
      {
        name: t('chart.messages'),
        type: 'bar',
        large: true,
        data: series.days.map((day) => day.messages),
        itemStyle: { borderRadius: [2, 2, 0, 0] },
      },
      {
        name: t('chart.joins'),
        type: 'line',
        showSymbol: false,
        data: series.days.map((day) => day.joins),
        lineStyle: { width: 1.5 },
      },
      {
        name: t('chart.leaves'),
        type: 'line',
        showSymbol: false,
        data: series.days.map((day) => day.leaves),
        lineStyle: { width: 1.5, type: 'dashed' },
      },
    ],
  };
}

export function activeMembers(series: Series, t: Translate): EChartsCoreOption {
  return {
    color: colours.chart,
    tooltip,
    legend,
    grid: { left: 8, right: 12, top: 12, bottom: 30, containLabel: true },
    xAxis: { type: 'category', data: series.days.map((day) => day.day), boundaryGap: false, ...axis },
    yAxis: value,
    series: [
      {
        name: t('chart.dau'),
        type: 'line',
        showSymbol: false,
        data: series.days.map((day) => day.dau),
        lineStyle: { width: 1 },
        sampling: 'lttb',
      },
      {
        name: t('chart.mau'),
        type: 'line',
        showSymbol: false,
        data: series.days.map((day) => day.mau30),
        areaStyle: { opacity: 0.12 },
        lineStyle: { width: 2 },
        sampling: 'lttb',
      },
    ],
  };
}

const ROWS_SHOWN = 18;
const COLUMNS_SHOWN = 13;

export function retention(series: Series, t: Translate, format: Format): EChartsCoreOption | null {
  const rows = series.cohorts.rows.filter((row) => row.size > 0).slice(-ROWS_SHOWN);
  if (rows.length === 0) return null;
  const columns = Math.min(COLUMNS_SHOWN, Math.max(...rows.map((row) => row.active.length)));
  const unit = t(`chart.unit_${series.cohorts.unit}`);
  const cells = rows.flatMap((row, y) =>
    row.active
      .slice(0, columns)
      .flatMap((share, x) => (share === null ? [] : [[x, y, share] as [number, number, number]])),
  );
  return {
    tooltip: {
      confine: true,
      formatter: ({ value: [x, y, share] }: { value: [number, number, number] }) =>
        t('chart.retention_cell', {
          start: rows[y].start,
          size: rows[y].size,
          n: x,
          unit,
          share: format.percent(share),
        }),
    },
    grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
    xAxis: {
      type: 'category',
      position: 'top',
      data: Array.from({ length: columns }, (_, x) => String(x)),
      ...axis,
      splitArea: { show: false },
    },
    yAxis: { type: 'category', inverse: true, data: rows.map((row) => `${row.start}  (${row.size})`), ...axis },
    visualMap: { show: false, min: 0, max: 1, inRange: { color: ['#f1f6f2', '#a9dcb9', '#2b7a4b', '#174a2c'] } },
    series: [
      {
        type: 'heatmap',
        data: cells,
        itemStyle: { borderColor: '#fff', borderWidth: 2, borderRadius: 3 },
        label: {
          show: columns <= COLUMNS_SHOWN,
          fontSize: 10,
          formatter: ({ value: [, , share] }: { value: [number, number, number] }) =>
            share > 0 ? String(Math.round(share * 100)) : '',
        },
      },
    ],
  };
}

export function lorenz(series: Series, t: Translate, format: Format): EChartsCoreOption | null {
  if (series.lorenz.length < 2) return null;
  const share = {
    type: 'value',
    min: 0,
    max: 1,
    axisLabel: { color: colours.muted, formatter: (v: number) => `${Math.round(v * 100)}%` },
    splitLine: { lineStyle: { color: '#edf1ee' } },
  };
  return {
    color: colours.chart,
    tooltip: {
      trigger: 'axis',
      confine: true,
      formatter: (points: { value: [number, number] }[]) =>
        `${t('chart.lorenz_speakers')} ${format.percent(points[0].value[0])} → ${t('chart.messages')} ${format.percent(points[0].value[1])}`,
    },
    grid: { left: 8, right: 20, top: 24, bottom: 30, containLabel: true },
    legend,
    xAxis: { ...share, name: '' },
    yAxis: share,
    series: [
      {
        name: t('chart.messages'),
        type: 'line',
        showSymbol: false,
        areaStyle: { opacity: 0.12 },
        lineStyle: { width: 2.5 },
        data: series.lorenz.map((point) => [point.speakers, point.messages]),
      },
      {
        name: t('chart.lorenz_even'),
        type: 'line',
        showSymbol: false,
        lineStyle: { type: 'dashed', width: 1.2, color: '#8a978f' },
        itemStyle: { color: '#8a978f' },
        data: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
  };
}

export function newcomers(series: Series, t: Translate): EChartsCoreOption | null {
  if (series.newcomers.length === 0) return null;
  return {
    color: [colours.chart[0], '#d7dedb'],
    tooltip,
    legend,
    grid: { left: 8, right: 12, top: 12, bottom: 30, containLabel: true },
    xAxis: { type: 'category', data: series.newcomers.map((month) => month.month), ...axis },
    yAxis: value,
    series: [
      {
        name: t('chart.newcomers_replied'),
        type: 'bar',
        stack: 'all',
        data: series.newcomers.map((month) => month.replied_24h),
      },
      {
        name: t('chart.newcomers_not'),
        type: 'bar',
        stack: 'all',
        data: series.newcomers.map((month) => month.newcomers - month.replied_24h),
      },
    ],
  };
}

export function hours(series: Series, t: Translate): EChartsCoreOption | null {
  if (series.hours.length === 0) return null;
  const weekdays = t('chart.weekdays').split(',');
  return {
    tooltip: {
      confine: true,
      formatter: ({ value: [hour, weekday, count] }: { value: [number, number, number] }) =>
        `${weekdays[weekday]} ${hour}:00 · ${count}`,
    },
    grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
    xAxis: { type: 'category', data: Array.from({ length: 24 }, (_, hour) => String(hour)), ...axis },
    yAxis: { type: 'category', inverse: true, data: weekdays, ...axis },
    visualMap: {
      show: false,
      min: 0,
      max: Math.max(...series.hours.map((cell) => cell.messages)),
      inRange: { color: ['#f1f6f2', '#a9dcb9', '#2b7a4b', '#174a2c'] },
    },
    series: [
      {
        type: 'heatmap',
        data: series.hours.map((cell) => [cell.hour, cell.weekday - 1, cell.messages]),
        itemStyle: { borderColor: '#fff', borderWidth: 1.5, borderRadius: 3 },
      },
    ],
  };
}

export function connections(series: Series): EChartsCoreOption | null {
  const { nodes, edges } = series.graph;
  if (nodes.length === 0) return null;
  const most = Math.max(...nodes.map((node) => node.messages), 1);
  const heaviest = Math.max(...edges.map((edge) => edge.messages), 1);
  const labelled = new Set(
    nodes
      .toSorted((a, b) => b.partners - a.partners)
      .slice(0, 14)
      .map((node) => node.id),
  );
  return {
    tooltip: { confine: true },
    series: [
      {
        type: 'graph',
        layout: 'force',
        roam: 'move',
        force: { repulsion: 130, edgeLength: [30, 110], gravity: 0.12, layoutAnimation: false },
        emphasis: { focus: 'adjacency', lineStyle: { width: 3 } },
        labelLayout: { hideOverlap: true },
        data: nodes.map((node) => ({
          id: node.id,
          name: node.name,
          value: node.messages,
          symbolSize: 8 + 30 * Math.sqrt(node.messages / most),
          itemStyle: { color: colours.leaf, borderColor: '#fff', borderWidth: 1.5 },
          label: { show: labelled.has(node.id), position: 'right', color: colours.ink, fontSize: 11 },
        })),
        links: edges.map((edge) => ({
          source: edge.from,
          target: edge.to,
          value: edge.messages,
          lineStyle: { width: 0.6 + 3 * (edge.messages / heaviest), color: '#8fb49d', opacity: 0.55, curveness: 0.12 },
        })),
      },
    ],
  };
}
