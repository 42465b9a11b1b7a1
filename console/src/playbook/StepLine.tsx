import { useT } from '../i18n';
import { Mark } from '../ui/Mark';
import { Said } from '../ui/Said';
import { ArmsOf } from './arms';
import { sorted, USUAL_HOURS, type Step } from './playbook';

export function TypeMark({ type }: { type: Step['type'] }) {
  const t = useT();
  return <Mark tone={type === 'say' ? 'good' : 'warn'}>{t(`playbook.type.${type}`)}</Mark>;
}

/** What a step does, without when. */
export function StepWhat({ step }: { step: Step }) {
  const t = useT();
  return (
    <span className="stack tight">
      <span className="row tight">
        <TypeMark type={step.type} />
        {step.type === 'task' && (
          <span className="small muted">{t('playbook.due_in', { n: step.hours ?? USUAL_HOURS })}</span>
        )}
        <ArmsOf codes={step.arms ?? []} />
      </span>
      <Said text={step.text} />
    </span>
  );
}

/** The whole timeline, a heading for each day. */
export function Timeline({ steps }: { steps: Step[] }) {
  const t = useT();
  const days = [...new Set(sorted(steps).map((step) => step.day))];
  return (
    <div className="stack">
      {days.map((day) => (
        <section key={day} className="panel pad stack tight" aria-label={t('playbook.day_n', { n: day })}>
          <h2>{t('playbook.day_n', { n: day })}</h2>
          <ul className="timeline">
            {sorted(steps)
              .filter((step) => step.day === day)
              .map((step) => (
                <li key={step.key}>
                  <time className="num">{step.at}</time>
                  <StepWhat step={step} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
