import type { Schemas } from '../api/client';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Metric } from './Metric';

/** The six numbers to know first, each with what it stands on. */
export function Headline({ report }: { report: Schemas['Report'] }) {
  const t = useT();
  const format = useFormat();
  const lines = [
    ['messages', format.number(report.messages), t('overview.of_days', { n: report.span_days })],
    [
      'speakers',
      format.number(report.speakers),
      t('overview.of_each', { n: report.speakers ? format.decimal(report.messages / report.speakers) : '–' }),
    ],
    [
      'stickiness',
      format.percent(report.stickiness),
      t('overview.of_dau', { dau: format.decimal(report.mean_dau), mau: format.decimal(report.mean_mau30) }),
    ],
    [
      'top20_share',
      format.percent(report.top20_share),
      t('overview.of_most', { n: format.number(report.members_for_80pct) }),
    ],
    [
      'newcomers.share',
      format.percent(report.newcomers.share),
      t('overview.of_newcomers', { n: format.number(report.newcomers.base) }),
    ],
    [
      'answer_rate',
      format.percent(report.answer_rate),
      t('overview.of_questions', { n: format.number(report.questions) }),
    ],
  ] as const;
  return (
    <dl className="headline">
      {lines.map(([key, value, of]) => (
        <Metric key={key} strong label={t(`metric.${key}`)} value={value} of={of} is={t(`metric.${key}.is`)} />
      ))}
    </dl>
  );
}
