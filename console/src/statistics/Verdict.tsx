import { Alert } from 'antd';
import type { Schemas } from '../api/client';
import { useT } from '../i18n';
import { Metric as Number } from '../insight/Metric';
import { Bars } from './Bars';
import { useMeasure, type Metric } from './metric';
import '../insight/insight.css';
import './statistics.css';

type Readout = Schemas['Readout'];
type Comparison = Schemas['ArmComparison'];
type Effect = Schemas['EffectRead'];

const TONE: Record<Comparison['conclusion'], 'success' | 'info' | 'warning' | 'error'> = {
  shown: 'success',
  shown_at_planned_end: 'info',
  lost_by_correction: 'warning',
  not_shown: 'warning',
  broken_split: 'error',
  no_answer: 'error',
};

/** The one sentence about an arm: what may and may not be concluded. */
function useSentence(metric: Metric) {
  const t = useT();
  const measure = useMeasure(metric);
  return (one: Comparison, readout: Readout): string => {
    const { estimate, low, high, refused } = one.difference;
    if (one.conclusion === 'broken_split') return t('conclusion.broken_split', { p: measure.pIs(readout.split.p) });
    if (refused || estimate === null || low === null || high === null)
      return t('conclusion.no_answer', { why: t(`refused.${refused ?? 'too_few'}`) });
    const apart = one.conclusion === 'shown' || one.conclusion === 'shown_at_planned_end';
    const down = apart && estimate < 0;
    return t(`conclusion.${one.conclusion}`, {
      arm: one.arm,
      control: one.control,
      way: t(down ? 'statistics.lower' : 'statistics.higher'),
      size: measure.size(Math.abs(estimate)),
      low: apart ? measure.size(down ? -high : low) : measure.change(low),
      high: apart ? measure.size(down ? -low : high) : measure.change(high),
      n: readout.comparisons.length,
    });
  };
}

function Numbers({ one, metric, several }: { one: Comparison; metric: Metric; several: boolean }) {
  const t = useT();
  const measure = useMeasure(metric);
  const told = (effect: Effect, say: (value: number) => string) =>
    effect.estimate === null
      ? { value: '–', of: effect.refused ? t(`refused.${effect.refused}`) : undefined }
      : {
          value: say(effect.estimate),
          of: t('statistics.range', { low: say(effect.low!), high: say(effect.high!) }),
        };
  const { p } = one.difference;
  return (
    <dl className="metrics">
      <Number
        label={t('statistics.difference')}
        is={t('statistics.difference_is')}
        {...told(one.difference, measure.change)}
      />
      <Number
        label={t('statistics.sequential')}
        is={t('statistics.sequential_is')}
        {...told(one.sequential, measure.change)}
      />
      <Number
        label={t('statistics.relative')}
        is={t('statistics.relative_is')}
        {...told(one.relative, measure.relative)}
      />
      <Number
        label={t('statistics.p')}
        is={t('statistics.p_is')}
        value={p === null ? '–' : measure.p(p)}
        of={several && one.holm !== null ? t('statistics.p_corrected', { p: measure.p(one.holm) }) : undefined}
      />
      {one.belief && (
        <Number
          label={t('statistics.chance')}
          is={t('statistics.chance_is')}
          value={measure.percent(one.belief.chance)}
          of={t('statistics.loss', {
            n: one.belief.relative ? measure.percent(one.belief.loss_choosing) : measure.size(one.belief.loss_choosing),
          })}
        />
      )}
    </dl>
  );
}

/** The whole reading: split, one sentence for each arm, and the numbers it stands on. */
export function Verdict({ readout }: { readout: Readout }) {
  const t = useT();
  const measure = useMeasure(readout.metric);
  const sentence = useSentence(readout.metric);
  const { p, broken } = readout.split;
  return (
    <div className="stack">
      {readout.comparisons.map((one) => (
        <section key={one.arm} className="panel pad" aria-label={t('statistics.versus', one)}>
          <h2>{t('statistics.versus', one)}</h2>
          <Alert type={TONE[one.conclusion]} showIcon title={sentence(one, readout)} />
          <Bars one={one} metric={readout.metric} />
          <Numbers one={one} metric={readout.metric} several={readout.comparisons.length > 1} />
          {one.cautions.length > 0 && (
            <ul className="cautions">
              {one.cautions.map((caution) => (
                <li key={caution}>{t(`caution.${caution}`)}</li>
              ))}
            </ul>
          )}
        </section>
      ))}
      <section className="panel pad" aria-label={t('statistics.split')}>
        <h2>{t('statistics.split')}</h2>
        <p className="hint">{t('statistics.split_is')}</p>
        <Alert
          type={broken ? 'error' : 'success'}
          showIcon
          title={t(broken ? 'statistics.split_broken' : 'statistics.split_fits', { p: measure.pIs(p) })}
        />
      </section>
    </div>
  );
}
