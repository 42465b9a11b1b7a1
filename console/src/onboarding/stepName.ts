import { useT } from '../i18n';
import { stepOf, type Week } from './week';

/** What a step is called; its reminder and deadline say so. */
export function useStepName(week: Week | null | undefined) {
  const t = useT();
  return (kind: string, timer: string): string => {
    if (timer === 'end') return t('onboarding.end');
    const key = stepOf(timer);
    const step = week?.kinds.find((one) => one.key === kind)?.steps.find((one) => one.key === key);
    const name = step ? t(`onboarding.step.${step.type}`) : key;
    if (timer.endsWith('.remind')) return t('onboarding.reminder_of', { step: name });
    if (timer.endsWith('.deadline')) return t('onboarding.deadline_of', { step: name });
    return name;
  };
}
