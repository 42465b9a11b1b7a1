import type { Schemas } from '../api/client';
import { useFormat } from '../i18n/format';

export type Alert = Schemas['Alert'];
export type Metric = Schemas['AlertMetric'];

export const METRICS: Metric[] = [
  'messages',
  'active_members',
  'joins',
  'leaves',
  'answer_rate',
  'orders',
  'activity',
  'acquisition',
  'conversion',
  'repurchase',
];
const RATIOS: Metric[] = ['acquisition', 'activity', 'conversion', 'repurchase'];

export const isRatio = (metric: Metric) => RATIOS.includes(metric);
export const isShare = (metric: Metric) => isRatio(metric) || metric === 'answer_rate';
/** Of no group is known which orders and ratios are its. */
export const ofGroups = (metric: Metric) => !isRatio(metric) && metric !== 'orders';

/** A number of a metric as people read it. */
export function useValue(metric: Metric) {
  const format = useFormat();
  return (value: number) =>
    isShare(metric) ? format.percent(value) : Number.isInteger(value) ? format.number(value) : format.decimal(value);
}
