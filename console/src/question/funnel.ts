import type { Schemas } from '../api/client';

export type What = Schemas['EventAsked'];
export type Question = Schemas['FunnelQuestion'];
export type Answer = Schemas['FunnelAnswer'];

export const WHAT: What[] = [
  'joined',
  'said',
  'asked',
  'sent_media',
  'reacted',
  'left',
  'answered',
  'paid',
  'anything',
];
export const ORDERS = ['ordered', 'strict', 'any'] as const;
export const INTERVALS = ['day', 'week', 'month'] as const;
/** Hours. */
export const WINDOWS = [1, 24, 72, 168, 336, 720, 2160];
export const MOST_STEPS = 10;

type Step = Question['steps'][number];

/** As the address holds it: `joined.said.said-20`. */
export const written = (steps: Step[]) =>
  steps.map((step) => (step.at_least ? `${step.what}-${step.at_least}` : step.what)).join('.');

export function read(text: string | undefined): Step[] {
  const steps = (text ?? '')
    .split('.')
    .map((one) => one.split('-'))
    .filter(([what]) => WHAT.includes(what as What))
    .slice(0, MOST_STEPS)
    .map(([what, least]) => {
      const at_least = Math.min(10_000, Math.max(0, Number(least ?? 0) || 0));
      return { what: what as What, ...(at_least > 0 ? { at_least } : {}) };
    });
  return steps.length >= 2 ? steps : [{ what: 'joined' }, { what: 'said' }, { what: 'asked' }];
}

/** A table as a file; a cell that would be a formula begins with an apostrophe. */
export function sheet(rows: (string | number)[][]): string {
  const cell = (value: string | number) => {
    const text = String(value);
    const safe = /^[=+\-@\t\r]/.test(text) && typeof value === 'string' ? `'${text}` : text;
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return '\ufeff' + rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

/** Hands a table over as a file. */
export function save(name: string, rows: (string | number)[][]) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([sheet(rows)], { type: 'text/csv' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
