import type { Schemas } from '../api/client';
import { useT, type Key } from '../i18n';
import { useFormat } from '../i18n/format';
import { Connectors } from './Connectors';
import { Metric } from './Metric';

type Report = Schemas['Report'];
type Show = 'number' | 'decimal' | 'percent' | 'minutes';
type Line = [key: string, show: Show];

const SECTIONS: { title: Key; lines: Line[] }[] = [
  {
    title: 'metrics.section.activity',
    lines: [
      ['messages', 'number'],
      ['speakers', 'number'],
      ['joins', 'number'],
      ['leaves', 'number'],
      ['joiners', 'number'],
      ['lurkers', 'number'],
      ['bot_messages', 'number'],
      ['active_days', 'number'],
      ['mean_dau', 'decimal'],
      ['mean_mau30', 'decimal'],
      ['stickiness', 'percent'],
      ['one_message_members', 'number'],
      ['one_day_members', 'number'],
      ['messages_last30', 'number'],
      ['messages_last90', 'number'],
      ['speakers_last30', 'number'],
      ['silent_days_at_end', 'number'],
      ['longest_silence_days', 'number'],
    ],
  },
  {
    title: 'metrics.section.share',
    lines: [
      ['top20_share', 'percent'],
      ['members_for_80pct', 'number'],
      ['gini', 'decimal'],
    ],
  },
  {
    title: 'metrics.section.newcomers',
    lines: [
      ['newcomers.base', 'number'],
      ['newcomers.share', 'percent'],
      ['newcomers.rolling_d30_replied', 'percent'],
      ['newcomers.rolling_d30_not', 'percent'],
    ],
  },
  {
    title: 'metrics.section.graph',
    lines: [
      ['graph.nodes', 'number'],
      ['graph.edges', 'number'],
      ['graph.directed_messages', 'number'],
      ['graph.reciprocity', 'percent'],
      ['graph.density', 'percent'],
      ['graph.max_in', 'number'],
      ['graph.max_out', 'number'],
    ],
  },
  {
    title: 'metrics.section.answers',
    lines: [
      ['questions', 'number'],
      ['answer_rate', 'percent'],
      ['median_answer_minutes', 'minutes'],
    ],
  },
];

const at = (report: Report, path: string) =>
  path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown>)?.[name], report) as
    number | null | undefined;

function Retention({ report }: { report: Report }) {
  const t = useT();
  const format = useFormat();
  const { retention } = report;
  return (
    <section className="panel pad">
      <h3>{t('metrics.section.retention')}</h3>
      <dl className="metrics">
        {([1, 7, 30] as const).map((n) => {
          const day = retention[`D${n}`];
          return (
            <Metric
              key={n}
              label={t(`metric.retention.D${n}`)}
              value={format.percent(day.rolling)}
              is={t('metric.retention.D.is', { n, base: format.number(day.base), exact: format.percent(day.exact) })}
            />
          );
        })}
        {([1, 4] as const).map((k) => (
          <Metric
            key={k}
            label={t(`metric.retention.W${k}`)}
            value={format.percent(retention[`W${k}`].window)}
            is={t('metric.retention.W.is', {
              base: format.number(retention[`W${k}`].base),
              from: 7 * k - 6,
              to: 7 * k,
            })}
          />
        ))}
      </dl>
    </section>
  );
}

export function MetricSections({ report }: { report: Report }) {
  const t = useT();
  const format = useFormat();
  const [activity, share, ...others] = SECTIONS.map(({ title, lines }) => (
    <section key={title} className="panel pad">
      <h3>{t(title)}</h3>
      <dl className="metrics">
        {lines.map(([key, show]) => (
          <Metric
            key={key}
            label={t(`metric.${key}` as Key)}
            value={format[show](at(report, key))}
            is={t(`metric.${key}.is` as Key)}
          />
        ))}
      </dl>
    </section>
  ));
  return (
    <div className="stack">
      {activity}
      <div className="columns">
        {share}
        <Retention report={report} />
        {others}
        <Connectors connectors={report.connectors ?? []} />
      </div>
    </div>
  );
}
