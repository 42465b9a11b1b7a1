import type { Schemas } from '../api/client';

export type Week = Schemas['FirstWeek'];
export type Kind = Schemas['NewcomerKind'];
export type Step = Schemas['NewcomerStep'];
export type StepType = Step['type'];

export const TYPES: StepType[] = ['greet', 'rules', 'introduce', 'buddy', 'remark', 'tell', 'captcha', 'probation'];

/** A key nobody has yet. */
export function freeKey(wanted: string, taken: string[]): string {
  for (let n = 1; ; n++) {
    const key = n === 1 ? wanted : `${wanted}-${n}`;
    if (!taken.includes(key)) return key;
  }
}

/** What the text says to somebody, or with the fallbacks to who has no name. */
export function rendered(text: string, values: Record<string, string>): string {
  return text.replaceAll(
    /\{([a-z][a-z0-9_]{0,29})(?:\|([^{}]{0,100}))?\}/g,
    (_, name: string, fallback?: string) => values[name] || fallback || '',
  );
}

/** The step a reminder or deadline belongs to. */
export const stepOf = (timer: string) => timer.replace(/\.(remind|deadline|told)$/, '');

export function fresh(type: StepType, taken: string[]): Step {
  const step: Step = { type, key: freeKey(type, taken), after: 0, text: '' };
  if (type === 'rules') return { ...step, words: [] };
  if (type === 'captcha') return { ...step, answers: [], minutes: 10, otherwise: 'task' };
  if (type === 'probation') return { type, key: step.key, hours: 24, text: '' };
  if (type === 'buddy') return { ...step, task: '' };
  return step;
}
