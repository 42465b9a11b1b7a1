import type { EChartsCoreOption } from 'echarts/core';
import { colours } from '../app/theme';
import type { Translate } from '../i18n';
import { axis, box, hover, legend, named, splitLine, upright, type Format, type Series } from './axes';

const LONG_SPAN = 60; // days; beyond it a slider helps

export function activity(series: Series, t: Translate, format: Format): EChartsCoreOption {
  const long = series.days.length > LONG_SPAN;
  const line = (name: string, counts: number[], dashed = false) => ({
    name,
    type: 'line',
    showSymbol: false,
    data: counts,
    lineStyle: { width: 1.5, type: dashed ? 'dashed' : 'solid' },
  });
  return {
    color: colours.chart,
    tooltip: hover(format),
    grid: box(long ? 66 : 32),
    legend: { ...legend, bottom: long ? 34 : 0 },
    xAxis: { type: 'category', data: series.days.map((day) => day.day), ...axis },
    yAxis: upright(t('chart.axis_per_day'), format),
    dataZoom: long
      ? [
          {
            type: 'slider',
            height: 18,
            bottom: 6,
            showDetail: false,
            borderColor: colours.line,
            fillerColor: 'rgba(43,122,75,.12)',
            moveHandleStyle: { color: '#9cc5ab' },
            dataBackground: { lineStyle: { color: '#c3d3c9' }, areaStyle: { color: '#e3ece6' } },
            selectedDataBackground: { lineStyle: { color: '#7fb394' }, areaStyle: { color: '#cfe4d7' } },
            handleStyle: { borderColor: '#9cc5ab' },
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
      line(
        t('chart.joins'),
        series.days.map((day) => day.joins),
      ),
      line(
        t('chart.leaves'),
        series.days.map((day) => day.leaves),
        true,
      ),
    ],
  };
}

export function activeMembers(series: Series, t: Translate, format: Format): EChartsCoreOption {
  return {
    color: colours.chart,
    tooltip: hover(format),
    legend,
    grid: box(32),
    xAxis: { type: 'category', data: series.days.map((day) => day.day), boundaryGap: false, ...axis },
    yAxis: upright(t('chart.axis_members'), format),
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

export function lorenz(series: Series, t: Translate, format: Format): EChartsCoreOption | null {
  if (series.lorenz.length < 2) return null;
  const share = {
    ...named,
    type: 'value',
    min: 0,
    max: 1,
    axisLabel: { color: colours.muted, formatter: (v: number) => format.percent(v) },
    splitLine,
  };
  return {
    color: colours.chart,
    tooltip: {
      trigger: 'axis',
      confine: true,
      formatter: (points: { value: [number, number] }[]) =>
        t('chart.lorenz_point', {
          speakers: format.percent(points[0].value[0]),
          messages: format.percent(points[0].value[1]),
        }),
    },
    grid: { ...box(32), right: 24 },
    legend,
    xAxis: { ...share, name: t('chart.lorenz_speakers'), nameLocation: 'middle', nameGap: 28 },
    yAxis: {
      ...upright(t('chart.lorenz_messages'), format),
      ...share,
      minInterval: undefined,
      nameTextStyle: upright('', format).nameTextStyle,
    },
    series: [
      {
        name: t('chart.lorenz_real'),
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

export function newcomers(series: Series, t: Translate, format: Format): EChartsCoreOption | null {
  if (!series.newcomers.some((month) => month.newcomers > 0)) return null;
  const bar = (name: string, counts: number[]) => ({ name, type: 'bar', stack: 'all', barMaxWidth: 56, data: counts });
  return {
    color: [colours.chart[0], '#d7dedb'],
    tooltip: hover(format),
    legend,
    grid: box(32),
    xAxis: { type: 'category', data: series.newcomers.map((month) => month.month), ...axis },
    yAxis: upright(t('chart.axis_newcomers'), format),
    series: [
      bar(
        t('chart.newcomers_replied'),
        series.newcomers.map((month) => month.replied_24h),
      ),
      bar(
        t('chart.newcomers_not'),
        series.newcomers.map((month) => month.newcomers - month.replied_24h),
      ),
    ],
  };
}
