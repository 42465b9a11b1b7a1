import { Skeleton } from 'antd';
import type { EChartsCoreOption } from 'echarts/core';
import type { Schemas } from '../api/client';
import { useRead } from '../api/queries';
import { colours } from '../app/theme';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { axis, box, legend, splitLine } from '../insight/axes';
import { ChartCard } from '../insight/ChartCard';
import { Is } from '../insight/Metric';
import '../insight/insight.css';
import { Mark } from '../ui/Mark';
import { Refusal } from '../ui/Refusal';
import { OfGroup } from './OfGroup';
import { ELEMENTS } from './scorecard';

type Answer = Schemas['GroupElements'];
type Measure = Schemas['ElementMeasure'];

function MeasureRow({ of }: { of: Measure }) {
  const t = useT();
  const format = useFormat();
  return (
    <li className="row apart">
      <span>
        {t(`scorecard.measure.${of.measure}`)} <Is>{t(`scorecard.is.${of.measure}`)}</Is>
        <span className="small muted num">
          {' '}
          {of.unknown
            ? t(`scorecard.unknown.${of.unknown}`)
            : t('scorecard.of', { hits: format.number(of.hits), of: format.number(of.of) })}
          {of.few && ` · ${t('scorecard.few')}`}
        </span>
      </span>
      {of.points === null ? (
        <span className="small muted">{t('scorecard.left_out')}</span>
      ) : (
        <b className="num">{Math.round(of.points)}</b>
      )}
    </li>
  );
}

function Steps({ answer }: { answer: Answer }) {
  const t = useT();
  const format = useFormat();
  if (answer.steps.length === 0) return null;
  return (
    <section className="panel pad" aria-label={t('scorecard.steps')}>
      <h2>
        {t('scorecard.steps')} <Is>{t('scorecard.steps_is')}</Is>
      </h2>
      <ul className="scorecard-list">
        {answer.steps.slice(0, 5).map((step) => (
          <li key={step.measure} className="row apart">
            <span>
              {t(`scorecard.act.${step.measure}`, { n: format.number(step.acts) })}{' '}
              <span className="small muted">
                {t(`scorecard.measure.${step.measure}`)} {t('scorecard.to', { share: format.percent(step.share) })}
              </span>
            </span>
            <Mark tone="good">{t('scorecard.gain', { n: format.decimal(step.gain) })}</Mark>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useCharts(answer: Answer): { radar: EChartsCoreOption | null; trend: EChartsCoreOption | null } {
  const t = useT();
  const before = answer.trend.at(-2);
  // A corner nobody knows would be drawn at nought: it is left out.
  const known = answer.elements.filter((one) => one.points !== null).map((one) => one.element);
  const name = (element: (typeof ELEMENTS)[number]) => t(`scorecard.element.${element}`);
  const compared = before && known.every((element) => before.now.elements[element] !== null);
  return {
    radar:
      known.length < 3
        ? null
        : {
            color: colours.chart,
            tooltip: { confine: true },
            legend,
            radar: {
              radius: '62%',
              indicator: known.map((element) => ({ name: name(element), max: 100 })),
              axisName: { color: colours.ink },
            },
            series: [
              {
                type: 'radar',
                data: [
                  {
                    name: t('scorecard.now'),
                    value: known.map((element) => Math.round(answer.trend.at(-1)!.now.elements[element]!)),
                    areaStyle: { opacity: 0.15 },
                  },
                  ...(compared
                    ? [
                        {
                          name: t('scorecard.before'),
                          value: known.map((element) => Math.round(before.now.elements[element]!)),
                          lineStyle: { type: 'dashed' },
                        },
                      ]
                    : []),
                ],
              },
            ],
          },
    trend: answer.trend.every((one) => one.now.points === null)
      ? null
      : {
          color: colours.chart,
          tooltip: { trigger: 'axis', confine: true },
          legend: { ...legend, type: 'scroll' },
          grid: { ...box(34), top: 12 },
          xAxis: { type: 'category', data: answer.trend.map((one) => one.until), ...axis },
          yAxis: { type: 'value', min: 0, max: 100, axisLabel: { color: colours.muted }, splitLine },
          series: [
            {
              name: t('scorecard.points'),
              type: 'line',
              lineStyle: { width: 3 },
              data: answer.trend.map((one) => (one.now.points === null ? null : Math.round(one.now.points))),
            },
            ...ELEMENTS.map((element, at) => ({
              name: name(element),
              type: 'line',
              symbol: ['rect', 'triangle', 'diamond', 'pin', 'arrow'][at],
              lineStyle: { type: 'dashed' },
              data: answer.trend.map((one) => {
                const points = one.now.elements[element];
                return points === null ? null : Math.round(points);
              }),
            })),
          ],
        },
  };
}

function Shown({ answer }: { answer: Answer }) {
  const t = useT();
  const format = useFormat();
  const { radar, trend } = useCharts(answer);
  const sample = t('scorecard.sample', {
    members: format.number(answer.members),
    messages: format.number(answer.messages),
  });
  return (
    <>
      <section className="panel pad row apart" aria-label={t('scorecard.points')}>
        <h2>
          {t('scorecard.points')} {answer.points === null ? '–' : Math.round(answer.points)}{' '}
          <Is>{t('scorecard.points_is')}</Is>
        </h2>
        <span className="hint num">{t('scorecard.period', { from: answer.from, until: answer.until })}</span>
      </section>
      <Steps answer={answer} />
      <div className="scorecard-measures">
        <ChartCard
          title={t('scorecard.radar')}
          about={t('scorecard.radar_about')}
          is={t('scorecard.points_is')}
          sample={sample}
          option={radar}
          empty={t('scorecard.nothing')}
          data={() => ({
            columns: [t('scorecard.elements'), t('scorecard.now'), t('scorecard.before')],
            rows: ELEMENTS.map((element) => [
              t(`scorecard.element.${element}`),
              ...[answer.trend.at(-1), answer.trend.at(-2)].map((one) => {
                const points = one?.now.elements[element] ?? null;
                return points === null ? '–' : Math.round(points);
              }),
            ]),
          })}
        />
        <ChartCard
          title={t('scorecard.trend')}
          about={t('scorecard.trend_about')}
          is={t('scorecard.points_is')}
          sample={sample}
          option={trend}
          empty={t('scorecard.nothing')}
          data={() => ({
            columns: [
              t('scorecard.period', { from: '', until: '' }).trim(),
              t('scorecard.points'),
              ...ELEMENTS.map((element) => t(`scorecard.element.${element}`)),
            ],
            rows: answer.trend.map((one) => [
              one.until,
              ...[one.now.points, ...ELEMENTS.map((element) => one.now.elements[element])].map((points) =>
                points === null ? '–' : Math.round(points),
              ),
            ]),
          })}
        />
      </div>
      <div className="scorecard-measures">
        {answer.elements.map((element) => (
          <section key={element.element} className="panel pad" aria-label={t(`scorecard.element.${element.element}`)}>
            <div className="row apart">
              <h2>{t(`scorecard.element.${element.element}`)}</h2>
              <b className="num">{element.points === null ? '–' : Math.round(element.points)}</b>
            </div>
            <ul className="scorecard-list">
              {element.measures.map((one) => (
                <MeasureRow key={one.measure} of={one} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

function OfOne({ group }: { group: string }) {
  const elements = useRead('/groups/{group}/elements', { path: { group } });
  if (elements.error) return <Refusal problem={elements.error} retry={elements.refetch} />;
  return elements.data ? <Shown answer={elements.data} /> : <Skeleton active />;
}

/** One group by its five elements. */
export function Elements() {
  return <OfGroup>{(group) => <OfOne group={group} />}</OfGroup>;
}
