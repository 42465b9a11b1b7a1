import type { Schemas } from '../api/client';

export type Row = Schemas['LeagueRow'];
export type ElementName = Schemas['ElementName'];

export const ELEMENTS: ElementName[] = ['interest', 'structure', 'output', 'operation', 'replication'];
export const GOALS = ['growth', 'activity', 'conversion', 'retention'] as const;
export type Goal = (typeof GOALS)[number];
export type Line = Schemas['GoalLine'];

/** What each goal stands or falls with; a target is one of this line. */
export const MAIN: Record<Goal, Line['line']> = {
  growth: 'joined',
  activity: 'participation',
  conversion: 'buyers',
  retention: 'stayed',
};

/** The change of two numbers of which either may be unknown. */
export const change = (now: number | null, before: number | null) =>
  now === null || before === null ? null : now - before;

/** What is not known sorts below everything that is. */
export const byPoints = (points: (row: Row) => number | null) => (a: Row, b: Row) =>
  (points(a) ?? -1) - (points(b) ?? -1);
