import type { EChartsCoreOption } from 'echarts/core';
import type { Schemas } from '../api/client';
import { colours } from '../app/theme';
import type { Translate } from '../i18n';
import { axis, box, hover, legend, named, SHADES, splitLine, upright, type Format } from '../insight/axes';

type Customers = Schemas['Customers'];
type Lifetimes = Schemas['Lifetimes'];
type Uplift = Schemas['MembershipUplift'];
type CheckIn = Schemas['CheckIn'];

const COHORTS_SHOWN = 18;

export function cells(data: Customers, t: Translate, format: Format): EChartsCoreOption {
  return {
    color: colours.chart,
    tooltip: hover(format),
    grid: box(8),
    xAxis: { type: 'value', minInterval: 1, axisLabel: { color: colours.muted }, splitLine },
    yAxis: {
      type: 'category',
      inverse: true,
      data: data.cells.map((one) => t(`customer.cell.${one.cell}`)),
      ...axis,
    },
    series: [
      {
        name: t('customer.customers'),
        type: 'bar',
        data: data.cells.map((one) => one.customers),
        itemStyle: { borderRadius: [0, 2, 2, 0] },
        label: { show: true, position: 'right', color: colours.ink },
      },
    ],
  };
}

/** Share of each cohort that bought again in the months after its first; the last month may not be over. */
export function cohorts(data: Customers, t: Translate, format: Format): EChartsCoreOption | null {
  const rows = data.cohorts.slice(-COHORTS_SHOWN);
  if (rows.length === 0) return null;
  const columns = Math.max(...rows.map((row) => row.active.length));
  const points = rows.flatMap((row, y) =>
    row.active.slice(1).map((n, x) => [x, y, n / row.size, n] as [number, number, number, number]),
  );
  const partial = (row: Customers['cohorts'][number], x: number) => data.partial && x === row.active.length - 2;
  return {
    tooltip: {
      confine: true,
      formatter: ({ value: [x, y, share, n] }: { value: number[] }) =>
        t(partial(rows[y], x) ? 'customer.cohort_cell_partial' : 'customer.cohort_cell', {
          month: rows[y].month,
          size: format.number(rows[y].size),
          n: x + 1,
          again: format.number(n),
          share: format.percent(share),
        }),
    },
    grid: { ...box(8), top: 8 },
    xAxis: {
      type: 'category',
      position: 'top',
      name: t('customer.months_after'),
      nameLocation: 'middle',
      nameGap: 24,
      data: Array.from({ length: Math.max(1, columns - 1) }, (_, x) => String(x + 1)),
      ...axis,
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map((row) => `${row.month} (${format.number(row.size)})`),
      ...axis,
    },
    visualMap: { show: false, min: 0, max: 0.6, dimension: 2, inRange: { color: SHADES } },
    series: [
      {
        type: 'heatmap',
        data: points,
        itemStyle: { borderColor: '#fff', borderWidth: 2, borderRadius: 3 },
        label: {
          show: globalThis.innerWidth >= 768, // on a phone the colours and the hover are left
          fontSize: 10,
          formatter: ({ value: [x, y, share] }: { value: number[] }) =>
            share > 0 ? `${Math.round(share * 100)}%${partial(rows[y], x) ? '*' : ''}` : '',
        },
      },
    ],
  };
}

/** What the model expected against what came; it was fitted up to the dashed line. */
export function tracking(data: Lifetimes, t: Translate, format: Format): EChartsCoreOption {
  return {
    color: colours.chart,
    tooltip: {
      ...hover(format),
      valueFormatter: (value: unknown) => (value == null ? '–' : format.number(Math.round(Number(value)))),
    },
    legend,
    grid: box(52),
    xAxis: {
      type: 'category',
      name: t('customer.weeks_since'),
      nameLocation: 'middle',
      nameGap: 26,
      data: data.curve.map((point) => String(point.week)),
      ...axis,
    },
    yAxis: upright(t('customer.repeats_so_far'), format),
    series: [
      {
        name: t('customer.observed'),
        type: 'line',
        showSymbol: false,
        lineStyle: { width: 2.5 },
        data: data.curve.map((point) => point.observed),
      },
      {
        name: t('customer.expected'),
        type: 'line',
        showSymbol: false,
        lineStyle: { type: 'dashed', width: 2 },
        data: data.curve.map((point) => point.expected),
      },
    ],
  };
}

export function alive(data: Lifetimes, t: Translate, format: Format): EChartsCoreOption {
  const names = data.alive.map((_, i) => `${i * 10}–${(i + 1) * 10}%`);
  return {
    color: colours.chart,
    tooltip: hover(format),
    grid: box(30),
    xAxis: {
      type: 'category',
      name: t('customer.chance_alive'),
      nameLocation: 'middle',
      nameGap: 26,
      data: [...names, t('customer.unknown')],
      ...axis,
    },
    yAxis: upright(t('customer.customers'), format),
    series: [
      {
        name: t('customer.customers'),
        type: 'bar',
        data: [...data.alive, { value: data.unknown, itemStyle: { color: '#8a978f' } }],
      },
    ],
  };
}

/** Customers by what they are expected to bring; the bins are even on a logarithmic axis. */
export function distribution(
  data: Lifetimes,
  t: Translate,
  format: Format,
  say: (amount: number) => string,
): EChartsCoreOption | null {
  if (data.distribution === null) return null;
  const { bins } = data.distribution;
  return {
    color: colours.chart,
    tooltip: hover(format),
    grid: box(30),
    xAxis: {
      type: 'category',
      name: t('customer.worth_in', { currency: data.currency }),
      nameLocation: 'middle',
      nameGap: 26,
      data: bins.map((bin) => say(bin.low)),
      ...axis,
    },
    yAxis: upright(t('customer.customers'), format),
    series: [
      { name: t('customer.customers'), type: 'bar', barCategoryGap: '6%', data: bins.map((bin) => bin.customers) },
    ],
  };
}

const EQUAL: Schemas['Lorenz']['points'] = [
  { customers: 0, value: 0 },
  { customers: 1, value: 1 },
];

/** How far the money is from being shared out evenly, which the dashed line would be. */
export function lorenz(data: Lifetimes['lorenz'], t: Translate, format: Format): EChartsCoreOption | null {
  if (data.spent === null && data.worth === null) return null;
  const percent = {
    ...named,
    type: 'value',
    min: 0,
    max: 1,
    interval: 0.2,
    axisLabel: { color: colours.muted, formatter: (share: number) => format.percent(share), hideOverlap: true },
    splitLine,
  };
  const line = (name: string, points: Schemas['Lorenz']['points'], more: object) => ({
    name,
    type: 'line',
    showSymbol: false,
    data: points.map((one) => [one.customers, one.value]),
    ...more,
  });
  return {
    color: colours.chart,
    tooltip: { ...hover(format), valueFormatter: (share: unknown) => format.percent(Number(share)) },
    legend,
    grid: { ...box(56), top: 28 },
    xAxis: {
      ...percent,
      name: t('customer.lorenz_customers'),
      nameLocation: 'middle',
      nameGap: 26,
      axisPointer: { label: { formatter: ({ value }: { value: unknown }) => format.percent(Number(value)) } },
    },
    yAxis: { ...percent, ...upright(t('customer.lorenz_value'), format), axisLabel: percent.axisLabel },
    series: [
      ...(data.spent ? [line(t('customer.lorenz_spent'), data.spent.points, { lineStyle: { width: 2.5 } })] : []),
      ...(data.worth ? [line(t('customer.lorenz_worth'), data.worth.points, { lineStyle: { width: 2.5 } })] : []),
      line(t('customer.lorenz_equal'), EQUAL, {
        color: colours.muted,
        lineStyle: { type: 'dashed', width: 1.5 },
        tooltip: { show: false },
      }),
    ],
  };
}

/** People by the weeks they came in, beside what the model makes of it. */
export function weeklyTimes(data: CheckIn, t: Translate, format: Format): EChartsCoreOption {
  const most = data.times.length - 1;
  return {
    color: colours.chart,
    tooltip: {
      ...hover(format),
      valueFormatter: (value: unknown) => (value == null ? '–' : format.number(Math.round(Number(value)))),
    },
    legend,
    grid: box(52),
    xAxis: {
      type: 'category',
      name: t('customer.weekly_times'),
      nameLocation: 'middle',
      nameGap: 26,
      data: data.times.map((one) => `${one.times}${one.times === most && most > 0 ? '+' : ''}`),
      ...axis,
    },
    yAxis: upright(t('customer.members'), format),
    series: [
      { name: t('customer.observed'), type: 'bar', data: data.times.map((one) => one.observed) },
      ...(data.model
        ? [
            {
              name: t('customer.expected'),
              type: 'line',
              lineStyle: { type: 'dashed', width: 2 },
              data: data.times.map((one) => one.expected),
            },
          ]
        : []),
    ],
  };
}

export function weeklyAlive(data: CheckIn, t: Translate, format: Format): EChartsCoreOption {
  return {
    color: colours.chart,
    tooltip: hover(format),
    grid: box(30),
    xAxis: {
      type: 'category',
      name: t('customer.weekly_alive'),
      nameLocation: 'middle',
      nameGap: 26,
      data: data.alive.map((_, i) => `${i * 10}–${(i + 1) * 10}%`),
      ...axis,
    },
    yAxis: upright(t('customer.members'), format),
    series: [{ name: t('customer.members'), type: 'bar', data: data.alive }],
  };
}

/** Each estimate with its interval of 95 %. */
export function estimates(data: Uplift, t: Translate, say: (value: number) => string): EChartsCoreOption | null {
  if (data.estimates.length === 0) return null;
  return {
    color: colours.chart,
    tooltip: {
      trigger: 'item',
      confine: true,
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const one = data.estimates[dataIndex];
        return `${t(`customer.method.${one.method}`)}: ${say(one.effect)} (${say(one.low)} … ${say(one.high)})`;
      },
    },
    grid: box(34),
    xAxis: {
      type: 'value',
      name: t(`customer.effect.${data.outcome}`),
      nameLocation: 'middle',
      nameGap: 28,
      axisLabel: { color: colours.muted, formatter: say, hideOverlap: true },
      splitLine,
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: data.estimates.map((one) => t(`customer.method.${one.method}`)),
      ...axis,
    },
    series: [
      // A bar from low to high on top of nothing; the point stands on it.
      {
        type: 'line',
        lineStyle: { width: 0 },
        symbol: 'rect',
        symbolSize: [3, 16],
        data: data.estimates.map((one) => one.low),
        itemStyle: { color: colours.muted },
      },
      {
        type: 'line',
        lineStyle: { width: 0 },
        symbol: 'rect',
        symbolSize: [3, 16],
        data: data.estimates.map((one) => one.high),
        itemStyle: { color: colours.muted },
      },
      {
        type: 'line',
        lineStyle: { width: 0 },
        symbol: 'circle',
        symbolSize: 11,
        data: data.estimates.map((one) => ({
          value: one.effect,
          itemStyle: { color: one.method === 'naive' ? '#8a978f' : colours.leaf },
        })),
      },
    ],
  };
}
