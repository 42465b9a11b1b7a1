import type { EChartsCoreOption } from 'echarts/core';
import { colours } from '../app/theme';
import type { Translate } from '../i18n';
import { axis, box, SHADES, type Format, type Series } from './axes';

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
          size: format.number(rows[y].size),
          n: x,
          unit,
          share: format.percent(share),
        }),
    },
    grid: { ...box(8), top: 8 },
    xAxis: {
      type: 'category',
      position: 'top',
      name: t('chart.axis_units_after', { unit }),
      nameLocation: 'middle',
      nameGap: 24,
      data: Array.from({ length: columns }, (_, x) => String(x)),
      ...axis,
      splitArea: { show: false },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map((row) => `${row.start} (${format.number(row.size)})`),
      ...axis,
    },
    visualMap: { show: false, min: 0, max: 1, inRange: { color: SHADES } },
    series: [
      {
        type: 'heatmap',
        data: cells,
        itemStyle: { borderColor: '#fff', borderWidth: 2, borderRadius: 3 },
        label: {
          show: true,
          fontSize: 10,
          formatter: ({ value: [, , share] }: { value: [number, number, number] }) =>
            share > 0 ? `${Math.round(share * 100)}%` : '',
        },
      },
    ],
  };
}

export function hours(series: Series, t: Translate, format: Format): EChartsCoreOption | null {
  if (series.hours.length === 0) return null;
  const weekdays = t('chart.weekdays').split(',');
  return {
    tooltip: {
      confine: true,
      formatter: ({ value: [hour, weekday, count] }: { value: [number, number, number] }) =>
        t('chart.hours_cell', { weekday: weekdays[weekday], hour, until: hour + 1, n: format.number(count) }),
    },
    grid: { ...box(56), top: 8 },
    xAxis: {
      type: 'category',
      name: t('chart.axis_hour'),
      nameLocation: 'middle',
      nameGap: 26,
      data: Array.from({ length: 24 }, (_, hour) => String(hour)),
      ...axis,
    },
    yAxis: { type: 'category', inverse: true, data: weekdays, ...axis },
    visualMap: {
      type: 'continuous',
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      itemWidth: 10,
      itemHeight: 120,
      text: [t('chart.busy'), t('chart.calm')],
      textStyle: { color: colours.muted },
      min: 0,
      max: Math.max(...series.hours.map((cell) => cell.messages)),
      inRange: { color: SHADES },
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
