import { colours } from '../app/theme';
import type { Schemas } from '../api/client';
import type { useFormat } from '../i18n/format';

export type Series = Schemas['ReportSeries'];
export type Format = ReturnType<typeof useFormat>;

export const SHADES = ['#f1f6f2', '#a9dcb9', '#2b7a4b', '#174a2c'];
export const named = { nameTextStyle: { color: colours.muted, fontSize: 12 } };
export const axis = {
  ...named,
  axisLine: { lineStyle: { color: colours.line } },
  axisLabel: { color: colours.muted, hideOverlap: true },
  axisTick: { show: false },
};
export const splitLine = { lineStyle: { color: '#edf1ee' } };
export const legend = { bottom: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 8, textStyle: { color: colours.ink } };

/** The box of a drawing, axis names included; `below` leaves room for a legend or a slider. */
export const box = (below: number) => ({
  left: 8,
  right: 14,
  top: 6,
  bottom: below,
  outerBoundsMode: 'same',
  outerBoundsContain: 'all',
});

/** An upright axis of counts; its name stands above it, so that it is read without turning the head. */
export const upright = (name: string, format: Format) => ({
  ...named,
  type: 'value',
  name,
  nameLocation: 'end',
  nameGap: 14,
  nameTextStyle: { ...named.nameTextStyle, align: 'left', padding: [0, 0, 0, -24] },
  minInterval: 1,
  axisLabel: { color: colours.muted, formatter: (count: number) => format.number(count) },
  splitLine,
});

export const hover = (format: Format) => ({
  trigger: 'axis',
  confine: true,
  valueFormatter: (count: unknown) => format.number(Number(count)),
});
