import { DownloadOutlined } from '@ant-design/icons';
import { Button, Table } from 'antd';
import type { EChartsCoreOption } from 'echarts/core';
import { colours } from '../app/theme';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { axis, box, legend, named, splitLine } from '../insight/axes';
import { ChartCard } from '../insight/ChartCard';
import '../insight/insight.css';
import { save, type Answer, type Question } from './funnel';

type Step = Answer['steps'][number];

function useNames(question: Question) {
  const t = useT();
  return question.steps.map((step, at) => {
    const name = t(`event.${step.what}`);
    return `${at + 1} ${step.at_least ? t('funnel.long', { event: name, n: step.at_least }) : name}`;
  });
}

function Bars({ names, steps }: { names: string[]; steps: Step[] }) {
  const t = useT();
  const format = useFormat();
  return (
    <section className="panel pad" aria-label={t('funnel.result')}>
      <h2>{t('funnel.result')}</h2>
      <ol className="funnel-bars">
        {steps.map((step, at) => (
          <li key={at}>
            <div className="row apart">
              <b>{names[at]}</b>
              <span className="num">
                {format.number(step.people)}
                {at > 0 && <> · {format.percent(step.share)}</>}
              </span>
            </div>
            <div className="funnel-track" aria-hidden>
              <i style={{ width: `${(step.share ?? 0) * 100}%` }} />
              {step.low !== null && step.high !== null && (
                <em style={{ left: `${step.low * 100}%`, width: `${(step.high - step.low) * 100}%` }} />
              )}
            </div>
            {at > 0 && (
              <p className="small muted num">
                {t('funnel.step_about', {
                  onward: format.percent(step.onward),
                  low: format.percent(step.low),
                  high: format.percent(step.high),
                  time: format.minutes(step.median_seconds === null ? null : step.median_seconds / 60),
                })}
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Share of who took the first step, by the period in which they did. */
function useTrend(names: string[], answer: Answer): EChartsCoreOption {
  const t = useT();
  const format = useFormat();
  return {
    color: colours.chart,
    tooltip: { trigger: 'axis', confine: true, valueFormatter: (share: unknown) => format.percent(share as number) },
    grid: { ...box(32), top: 28 },
    legend: { ...legend, type: 'scroll' },
    xAxis: { type: 'category', data: answer.trend.map((one) => one.from), ...axis },
    yAxis: {
      ...named,
      type: 'value',
      name: t('funnel.share_axis'),
      min: 0,
      max: 1,
      nameTextStyle: { ...named.nameTextStyle, align: 'left', padding: [0, 0, 0, -24] },
      axisLabel: { color: colours.muted, formatter: (share: number) => format.percent(share) },
      splitLine,
    },
    series: names.slice(1).map((name, at) => ({
      name,
      type: 'line',
      // A period with nobody has no share.
      data: answer.trend.map((one) => (one.people[0] ? one.people[at + 1]! / one.people[0] : null)),
      lineStyle: { type: (['solid', 'dashed', 'dotted'] as const)[at % 3] },
    })),
  };
}

/** What a funnel answers: bars, what changed, the trend, and each group. */
export function FunnelAnswer({ question, answer }: { question: Question; answer: Answer }) {
  const t = useT();
  const format = useFormat();
  const names = useNames(question);
  const trend = useTrend(names, answer);
  const people = answer.steps[0]!.people;
  const download = () => {
    const rows = [
      [t('funnel.group'), ...names],
      [t('funnel.everybody'), ...answer.steps.map((step) => step.people)],
      ...answer.groups.map((one) => [one.group.name, ...one.steps.map((step) => step.people)]),
      [],
      [t('funnel.period'), ...names],
      ...answer.trend.map((one) => [one.from, ...one.people]),
    ];
    save('funnel.csv', rows);
  };
  return (
    <>
      <div className="row apart">
        <span className="hint num">
          {t('funnel.sample', { from: answer.from, to: answer.to, n: format.number(people) })}
        </span>
        <Button icon={<DownloadOutlined aria-hidden />} onClick={download}>
          {t('funnel.csv')}
        </Button>
      </div>
      <Bars names={names} steps={answer.steps} />
      {answer.changes.length > 0 && (
        <section className="panel pad" aria-label={t('funnel.changes')}>
          <h2>{t('funnel.changes')}</h2>
          <ul>
            {answer.changes.map((one) => (
              <li key={one.step}>
                {t(one.after < one.before ? 'funnel.fell' : 'funnel.rose', {
                  from: names[one.step - 1]!,
                  to: names[one.step]!,
                  before: format.percent(one.before),
                  after: format.percent(one.after),
                  at: one.at,
                })}
              </li>
            ))}
          </ul>
          <p className="hint">{t('funnel.changes_about')}</p>
        </section>
      )}
      <ChartCard
        title={t('funnel.trend')}
        about={t('funnel.trend_about')}
        is={t('funnel.trend_is')}
        sample={t('funnel.n', { n: format.number(people) })}
        option={trend}
        data={() => ({
          columns: [t('funnel.period'), ...names],
          rows: answer.trend.map((one) => [one.from, ...one.people]),
        })}
      />
      {answer.groups.length > 0 && (
        <section className="panel" aria-label={t('funnel.by_group')}>
          <Table<Answer['groups'][number]>
            size="small"
            rowKey={(one) => one.group.id}
            pagination={false}
            dataSource={answer.groups}
            columns={[
              { key: 'group', title: t('funnel.group'), render: (_, one) => one.group.name },
              ...names.map((name, at) => ({
                key: name,
                title: name,
                align: 'right' as const,
                render: (_: unknown, one: Answer['groups'][number]) => (
                  <span className="num">
                    {format.number(one.steps[at]!.people)}{' '}
                    {at > 0 && <span className="muted">{format.percent(one.steps[at]!.share)}</span>}
                  </span>
                ),
              })),
            ]}
          />
        </section>
      )}
    </>
  );
}
