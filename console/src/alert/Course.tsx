import { Select } from 'antd';
import type { EChartsCoreOption } from 'echarts/core';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { useRead } from '../api/queries';
import { colours } from '../app/theme';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ChartCard } from '../insight/ChartCard';
import { axis, box, legend, named, splitLine } from '../insight/axes';
import '../insight/insight.css';
import { useValue, type Alert } from './alert';

type Group = Schemas['Ref'];

/** The days an alert looked at, beside what they were held against. */
export function Course({ alert, groups }: { alert: Alert; groups: Group[] }) {
  const t = useT();
  const [chosen, setChosen] = useState(groups[0]?.id);
  const found = useRead(
    '/alerts/{alert}/course',
    { path: { alert: alert.id }, query: alert.each_group ? { group: chosen } : {} },
    { enabled: !alert.each_group || chosen !== undefined },
  );
  const days = found.data?.days ?? [];
  const option = useOption(alert, days);
  const value = useValue(alert.metric);
  const format = useFormat();
  const shown = (number: number | null) => (number === null ? '' : value(number));
  return (
    <ChartCard
      title={t('alert.course')}
      about={
        <>
          {t('alert.course_about')}
          {alert.each_group && (
            <Select
              size="small"
              aria-label={t('alert.course_of')}
              value={chosen}
              onChange={setChosen}
              options={groups.map((group) => ({ value: group.id, label: group.name }))}
              popupMatchSelectWidth={false}
            />
          )}
        </>
      }
      is={t('alert.course_is')}
      sample={t('alert.course_days', { n: format.number(days.length) })}
      option={days.some((one) => one.value !== null) ? option : null}
      empty={t('alert.course_empty')}
      data={() => ({
        columns: [t('alert.when'), t('alert.is'), t('alert.expected'), t('alert.usual'), t('alert.rings')],
        rows: days.map((one) => [
          one.day,
          shown(one.value),
          shown(one.expected),
          one.low === null ? '' : t('alert.between', { low: shown(one.low), high: shown(one.high) }),
          one.rings ? t('alert.rings') : '',
        ]),
      })}
    />
  );
}

type Days = Schemas['AlertCourse']['days'];

/** Values as a line, what they were held against dashed, what is usual shaded, what rang marked. */
function useOption(alert: Alert, days: Days): EChartsCoreOption {
  const t = useT();
  const value = useValue(alert.metric);
  const [is, expected, usual] = [t('alert.is'), t('alert.expected'), t('alert.usual')];
  const band = days.some((one) => one.low !== null);
  return {
    color: colours.chart,
    tooltip: {
      trigger: 'axis',
      confine: true,
      formatter: (points: { dataIndex: number }[]) => {
        const one = days[points[0]!.dataIndex]!;
        return [
          one.day,
          ...(one.value === null ? [] : [`${is}: ${value(one.value)}${one.rings ? ` · ${t('alert.rings')}` : ''}`]),
          ...(one.expected === null ? [] : [`${expected}: ${value(one.expected)}`]),
          ...(one.low === null || one.high === null
            ? []
            : [`${usual}: ${t('alert.between', { low: value(one.low), high: value(one.high) })}`]),
          ...(one.why ? [t(`alert.why.${one.why}`)] : []),
        ].join('<br/>');
      },
    },
    legend: { ...legend, data: band ? [is, expected, usual] : [is, expected] },
    grid: { ...box(36), top: 28 },
    xAxis: { type: 'category', data: days.map((one) => one.day.slice(5)), ...axis },
    yAxis: {
      ...named,
      type: 'value',
      name: t(`alert.metric.${alert.metric}`),
      min: 0,
      nameTextStyle: { ...named.nameTextStyle, align: 'left', padding: [0, 0, 0, -24] },
      axisLabel: { color: colours.muted, formatter: value },
      splitLine,
    },
    series: [
      { type: 'line', stack: 'usual', symbol: 'none', lineStyle: { opacity: 0 }, data: days.map((one) => one.low) },
      {
        name: usual,
        type: 'line',
        stack: 'usual',
        symbol: 'none',
        color: colours.chart[0],
        lineStyle: { opacity: 0 },
        areaStyle: { color: colours.chart[0], opacity: 0.18 },
        data: days.map((one) => (one.high === null || one.low === null ? null : one.high - one.low)),
      },
      {
        name: expected,
        type: 'line',
        symbol: 'none',
        color: colours.muted,
        lineStyle: { width: 1.5, type: 'dashed' },
        data: days.map((one) => one.expected),
      },
      {
        name: is,
        type: 'line',
        color: colours.chart[0],
        lineStyle: { width: 2.5 },
        data: days.map((one) =>
          one.rings
            ? { value: one.value, symbol: 'diamond', symbolSize: 14, itemStyle: { color: colours.chart[3] } }
            : one.value,
        ),
      },
    ],
  };
}
