import type { Schemas } from '../api/client';
import type { Tone } from '../ui/Mark';

export type Schedule = Schemas['Schedule'];
export type Run = Schemas['ScheduleRun'];
export type Every = Schemas['ScheduleEvery'];

export const EVERY: Every[] = ['day', 'week', 'month'];
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
/** As the contract has it. */
export const MOST_ADDRESSES = 20;

/** Addresses as people paste them: lines, commas, semicolons, Chinese ones too; each once. */
export const addresses = (text: string) => [...new Set(text.split(/[\s,;，；、]+/).filter(Boolean))];

/** As the server takes them: no other letters, so domains in Chinese as `xn--…`. */
export const isAddress = (text: string) =>
  text.length <= 254 && /^[\w.!#$%&'*+/=?^`{|}~-]+@([A-Za-z0-9-]+\.)+[A-Za-z0-9-]{2,}$/.test(text);

const TONES: Record<Run['state'], Tone> = {
  running: 'info',
  mailing: 'info',
  sent: 'good',
  failed: 'bad',
  unknown: 'warn',
  missed: 'plain',
};
export const toneOf = (run: Run): Tone => TONES[run.state];
