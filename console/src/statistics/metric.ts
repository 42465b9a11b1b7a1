import type { Schemas } from '../api/client';
import { useT } from '../i18n';

export type Metric = Schemas['Readout']['metric'];
export const METRICS: Metric[] = ['share', 'mean'];

/** Numbers of an experiment as people read them: shares in percent, their differences in points. */
export function useMeasure(metric: Metric) {
  const t = useT();
  const percent = new Intl.NumberFormat(t.language, { style: 'percent', maximumFractionDigits: 2 });
  const plain = new Intl.NumberFormat(t.language, { maximumSignificantDigits: 4 });
  const small = new Intl.NumberFormat(t.language, { maximumSignificantDigits: 2 });
  const signed = (text: string, value: number) => (value > 0 ? `+${text}` : text);
  const size = (value: number) =>
    metric === 'share' ? t('statistics.points', { n: plain.format(value * 100) }) : plain.format(value);
  return {
    value: (value: number) => (metric === 'share' ? percent.format(value) : plain.format(value)),
    size,
    change: (value: number) => signed(size(value), value),
    relative: (value: number) => signed(percent.format(value), value),
    percent: percent.format,
    p: (value: number) => (value < 0.0001 ? '< 0.0001' : small.format(value)),
    /** After the letter, in a sentence. */
    pIs: (value: number) => (value < 0.0001 ? '< 0.0001' : `= ${small.format(value)}`),
  };
}
