import type { Schemas } from '../api/client';
import { useT } from '../i18n';
import { useMeasure, type Metric } from './metric';

/** Both intervals of a difference over one axis, with the line of no difference. The numbers stand beside it. */
export function Bars({ one, metric }: { one: Schemas['ArmComparison']; metric: Metric }) {
  const t = useT();
  const measure = useMeasure(metric);
  const rows = [
    { name: t('statistics.planned_look'), effect: one.difference },
    { name: t('statistics.daily_looks'), effect: one.sequential },
  ].filter(({ effect }) => effect.estimate !== null);
  if (rows.length === 0) return null;
  const low = Math.min(0, ...rows.map(({ effect }) => effect.low!));
  const high = Math.max(0, ...rows.map(({ effect }) => effect.high!));
  const at = (value: number) => `${((value - low) / (high - low)) * 100}%`;
  return (
    <figure className="bars" aria-label={t('statistics.bars')}>
      {rows.map(({ name, effect }) => (
        <div key={name} className="bar-row">
          <span className="bar-name">{name}</span>
          <span
            className="bar-track"
            role="img"
            aria-label={`${name}: ${t('statistics.range', { low: measure.change(effect.low!), high: measure.change(effect.high!) })}`}
          >
            <i className="bar-zero" style={{ left: at(0) }} />
            <i
              className="bar-range"
              style={{ left: at(effect.low!), width: `calc(${at(effect.high!)} - ${at(effect.low!)})` }}
            />
            <i className="bar-point" style={{ left: at(effect.estimate!) }} />
          </span>
        </div>
      ))}
      <div className="bar-row bar-axis num" aria-hidden>
        <span className="bar-name" />
        <span className="bar-track">
          <span className="bar-low">{measure.change(low)}</span>
          <span className="bar-high">{measure.change(high)}</span>
        </span>
      </div>
      <figcaption className="hint">
        <i className="bar-key" /> {t('statistics.zero')}
      </figcaption>
    </figure>
  );
}
