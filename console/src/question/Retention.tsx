import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import type { EChartsCoreOption } from 'echarts/core';
import type { Schemas } from '../api/client';
import { colours } from '../app/theme';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { axis, box, legend, named, splitLine } from '../insight/axes';
import { ChartCard } from '../insight/ChartCard';
import { Is } from '../insight/Metric';
import '../insight/insight.css';
import { save } from './funnel';
import { useQueries } from '@tanstack/react-query';
import { api, type ProblemError } from '../api/client';
import { useCommunity } from '../community/community';
import { Asked } from './Asked';
import { asked, useWhom, type Code } from './Whom';

type Question = Schemas['RetentionQuestion'];
type Answer = Schemas['RetentionAnswer'];
type Cell = Schemas['RetentionCell'];

/** Doubling brackets: people fall away quickly at first. */
const BRACKETS = [
  { from: 0, to: 0 },
  { from: 1, to: 1 },
  { from: 2, to: 3 },
  { from: 4, to: 7 },
  { from: 8, to: 15 },
  { from: 16, to: 31 },
];
const FEW = 30;
const MARKS = ['rect', 'triangle', 'diamond', 'circle', 'pin'];
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function useColumns(question: Question, answer: Answer) {
  const t = useT();
  return answer.columns.map((column) =>
    question.kind === 'rolling'
      ? t('habits.nth_later', { n: column.from })
      : column.from === column.to
        ? t('habits.nth', { n: column.from })
        : t('habits.span', { from: column.from, to: column.to }),
  );
}

/** Darker is more; from the middle on the writing is white. */
const shade = (share: number) => ({
  background: `color-mix(in srgb, var(--heat-full) ${Math.round(share * 100)}%, var(--heat-none))`,
  color: share > 0.5 ? '#fff' : 'var(--ink)',
});

function Heat({ columns, answer }: { columns: string[]; answer: Answer }) {
  const t = useT();
  const format = useFormat();
  const cell = (one: Cell | null, at: number) =>
    one === null || one.share === null ? (
      <td key={at} />
    ) : (
      <td
        key={at}
        className="num"
        style={shade(one.share)}
        title={`${t('habits.cell', { people: format.number(one.people), of: format.number(one.of) })}${one.open ? ` · ${t('habits.open_cell')}` : ` · ${format.percent(one.low)}–${format.percent(one.high)}`}`}
      >
        {format.percent(one.share)}
        {one.open && '*'}
      </td>
    );
  return (
    <div className="heat-scroll" tabIndex={0} role="region" aria-label={t('habits.cohort')}>
      <table className="heat">
        <thead>
          <tr>
            <th scope="col">{t('habits.cohort')}</th>
            <th scope="col">{t('habits.people')}</th>
            {columns.map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className="heat-all">
            <th scope="row">{t('habits.all')}</th>
            <td className="num">{format.number(answer.cohorts.reduce((sum, one) => sum + one.people, 0))}</td>
            {answer.all.map(cell)}
          </tr>
          {answer.cohorts.map((one) => (
            <tr key={one.start}>
              <th scope="row" className={one.people < FEW ? 'muted num' : 'num'}>
                {one.start}
              </th>
              <td className={one.people < FEW ? 'muted num' : 'num'}>{format.number(one.people)}</td>
              {one.cells.map(cell)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Other = { name: string; answer: Answer };

/** The same question of others, each asked on its own. */
function useOthers(question: Question, against: Code[]): Other[] {
  const community = useCommunity().id;
  const { nameOf } = useWhom();
  const { groups: _g, channel: _c, segment: _s, ...rest } = question;
  const answers = useQueries({
    queries: against.map((code) => {
      const theirs = { ...rest, ...asked(code) };
      const place = '/communities/{community}/questions/retention' as const;
      return {
        queryKey: [place, community, theirs],
        queryFn: () => api.post(place, { path: { community }, body: theirs }) as Promise<Answer>,
      };
    }),
  }) as { data?: Answer; error: ProblemError | null }[];
  return answers.flatMap((one, at) => (one.data ? [{ name: nameOf(against[at]!), answer: one.data }] : []));
}

function useCurve(columns: string[], answer: Answer, mine: string, others: Other[]): EChartsCoreOption {
  const t = useT();
  const format = useFormat();
  const low = answer.all.map((one) => one.low);
  return {
    color: colours.chart,
    tooltip: {
      trigger: 'axis',
      confine: true,
      formatter: (points: { dataIndex: number }[]) => {
        const at = points[0]!.dataIndex;
        const one = answer.all[at]!;
        const line = (name: string, cell: Cell | undefined) =>
          !cell || cell.share === null
            ? []
            : [
                `${name ? `${escaped(name)}: ` : ''}${format.percent(cell.share)} (${format.percent(cell.low)}–${format.percent(cell.high)})<br/>${t('habits.cell', { people: format.number(cell.people), of: format.number(cell.of) })}`,
              ];
        return [
          columns[at],
          ...line(others.length > 0 ? mine : '', one),
          ...others.flatMap((other) => line(other.name, other.answer.all[at])),
        ].join('<br/>');
      },
    },
    ...(others.length > 0 ? { legend: { ...legend, data: [mine, ...others.map((one) => one.name)] } } : {}),
    grid: { ...box(26), top: others.length > 0 ? 56 : 28 },
    xAxis: {
      type: 'category',
      name: t('habits.periods_after'),
      nameLocation: 'middle',
      nameGap: 26,
      data: columns,
      ...axis,
    },
    yAxis: {
      ...named,
      type: 'value',
      name: t('habits.share'),
      min: 0,
      max: 1,
      nameTextStyle: { ...named.nameTextStyle, align: 'left', padding: [0, 0, 0, -24] },
      axisLabel: { color: colours.muted, formatter: (share: number) => format.percent(share) },
      splitLine,
    },
    series: [
      { type: 'line', stack: 'interval', symbol: 'none', lineStyle: { opacity: 0 }, data: low },
      {
        name: t('habits.interval'),
        type: 'line',
        stack: 'interval',
        symbol: 'none',
        lineStyle: { opacity: 0 },
        areaStyle: { color: colours.chart[0], opacity: 0.18 },
        data: answer.all.map((one) => (one.high === null || one.low === null ? null : one.high - one.low)),
      },
      {
        name: mine,
        type: 'line',
        color: colours.chart[0],
        lineStyle: { width: 2.5 },
        data: answer.all.map((one) => one.share),
      },
      ...others.map((other, at) => ({
        name: other.name,
        type: 'line',
        color: colours.chart[(at + 1) % colours.chart.length],
        symbol: MARKS[at % MARKS.length],
        symbolSize: 8,
        lineStyle: { width: 2, type: at % 2 === 0 ? 'dashed' : 'dotted' },
        data: other.answer.all.map((one) => one.share),
      })),
    ],
  };
}

function Shown({ question, answer, whom, against }: { question: Question; answer: Answer } & Beside) {
  const t = useT();
  const format = useFormat();
  const columns = useColumns(question, answer);
  const others = useOthers(question, against);
  const { nameOf } = useWhom();
  const curve = useCurve(columns, answer, whom ? nameOf(whom) : t('whom.everybody'), others);
  const people = answer.cohorts.reduce((sum, one) => sum + one.people, 0);
  const rows = [
    [t('habits.cohort'), t('habits.people'), ...columns],
    ...answer.cohorts.map((one) => [one.start, one.people, ...one.cells.map((cell) => cell?.people ?? '')]),
  ];
  const open = answer.cohorts.some((one) => one.cells.some((cell) => cell?.open));
  return (
    <>
      {people < FEW && <Alert type="warning" showIcon title={t('habits.few')} />}
      <section className="panel pad" aria-label={t('habits.map')}>
        <div className="row apart">
          <h2>
            {t('habits.map')}
            <Is>{t('habits.retention_is')}</Is>
          </h2>
          <Button icon={<DownloadOutlined aria-hidden />} onClick={() => save('retention.csv', rows)}>
            {t('funnel.csv')}
          </Button>
        </div>
        <Heat columns={columns} answer={answer} />
        <p className="hint">
          {open && t('habits.open_note')} {answer.cohorts.some((one) => one.people < FEW) && t('habits.few_note')}
        </p>
      </section>
      <ChartCard
        title={t('habits.curve')}
        about={others.length > 0 ? t('whom.not_apart') : t('habits.curve_about')}
        is={t('habits.retention_is')}
        sample={t('funnel.n', { n: format.number(people) })}
        option={answer.all.some((one) => one.share !== null) ? curve : null}
        empty={t('habits.no_curve')}
        data={() => ({
          columns: [
            t('habits.periods_after'),
            t('habits.share'),
            t('habits.people'),
            ...others.flatMap((other) => [other.name, t('habits.people')]),
          ],
          rows: answer.all.map((one, at) => [
            columns[at]!,
            format.percent(one.share),
            one.of,
            ...others.flatMap((other) => {
              const cell = other.answer.all[at];
              return [format.percent(cell?.share ?? null), cell?.of ?? 0];
            }),
          ]),
        })}
      />
    </>
  );
}

/** Who came back, by when they began. */
type Beside = { whom: Code | undefined; against: Code[] };

export function Retention({ question, whom, against }: { question: Question } & Beside) {
  const full = question.kind === 'bracket' ? { ...question, brackets: BRACKETS } : question;
  return (
    <Asked<Answer, Question>
      place="/communities/{community}/questions/retention"
      question={full}
      empty={(answer) => answer.cohorts.length === 0}
    >
      {(answer) => <Shown question={full} answer={answer} whom={whom} against={against} />}
    </Asked>
  );
}
