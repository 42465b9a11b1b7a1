import type { Schemas } from '../api/client';
import type { Translate } from '../i18n';
import { freeKey } from '../onboarding/week';

export type Playbook = Schemas['Playbook'];
export type Step = Schemas['PlaybookStep'];
export type Run = Schemas['PlaybookRun'];
export type Preview = Schemas['PlaybookPreview'];

export const TYPES: Step['type'][] = ['say', 'task'];
export const VARIABLES = ['group', 'community', 'day'];
export const LONGEST = { say: 2000, task: 200 }; // characters
export const LAST_DAY = 366;
export const USUAL_HOURS = 24;

/** In the order in which they come. */
export const sorted = (steps: Step[]): Step[] =>
  steps.toSorted((a, b) => a.day - b.day || a.at.localeCompare(b.at) || a.key.localeCompare(b.key));

export const daysOf = (steps: Step[]) => Math.max(0, ...steps.map((step) => step.day));

export function fresh(type: Step['type'], steps: Step[]): Step {
  return {
    type,
    key: freeKey(
      type,
      steps.map((step) => step.key),
    ),
    day: daysOf(steps) || 1,
    at: '09:00',
    text: '',
  };
}

/** The same again on the day after. */
export const copied = (step: Step, steps: Step[]): Step => ({
  ...step,
  key: freeKey(
    step.type,
    steps.map((one) => one.key),
  ),
  day: Math.min(LAST_DAY, step.day + 1),
});

export type Part = 'day' | 'at' | 'text' | 'hours' | 'arms';

/** Names in braces that nobody fills in; the server refuses them. */
export const unknownIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/\{(\w+)[|}]/g)].map((found) => found[1]!).filter((name) => !VARIABLES.includes(name))),
];

/** What keeps a step from being kept. */
export const missingIn = (step: Step): Part[] => [
  ...(step.day >= 1 && step.day <= LAST_DAY ? [] : ['day' as const]),
  ...(/^\d\d:\d\d$/.test(step.at) ? [] : ['at' as const]),
  ...(step.text.trim() &&
  step.text.length <= LONGEST[step.type] &&
  (step.type === 'task' || !unknownIn(step.text).length)
    ? []
    : ['text' as const]),
];

/** Where the server found something wrong: `name`, or a part of a step by its place among those sent. */
export function wrongPlace(field: unknown): { step: number | null; part: string } | null {
  if (typeof field !== 'string') return null;
  const step = /^steps\[(\d+)\](?:\.(\w+))?/.exec(field);
  return step ? { step: Number(step[1]), part: step[2] ?? '' } : { step: null, part: field };
}

/** The day it is now in that zone, as the contract writes it. */
export const todayIn = (zone: string, now = new Date()) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now);

/** A week to begin with. */
export const exampleWeek = (t: Translate): Step[] =>
  (
    [
      ['say', 'hello', 1, '09:00'],
      ['task', 'look', 1, '20:00'],
      ['say', 'ask', 2, '12:30'],
      ['say', 'tell', 3, '20:00'],
      ['task', 'pick', 5, '12:00'],
      ['say', 'invite', 6, '20:00'],
      ['say', 'end', 7, '20:00'],
    ] as const
  ).map(([type, key, day, at]) => ({ type, key, day, at, text: t(`playbook.example.${key}`) }));
