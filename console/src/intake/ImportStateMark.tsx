import type { Schemas } from '../api/client';
import { useT } from '../i18n';
import { Mark, type Tone } from '../ui/Mark';

const TONE: Record<Schemas['ImportState'], Tone> = {
  queued: 'plain',
  reading: 'info',
  previewed: 'warn',
  needs_answer: 'warn',
  writing: 'info',
  done: 'good',
  failed: 'bad',
  cancelled: 'plain',
};

export function ImportStateMark({ state }: { state: Schemas['ImportState'] }) {
  const t = useT();
  return <Mark tone={TONE[state]}>{t(`import_state.${state}`)}</Mark>;
}
