import type { Schemas } from '../api/client';

export type Condition = Schemas['SegmentCondition'];
export type Op = Schemas['SegmentOp'];
export type Segment = Schemas['Segment'];
export type Why = Schemas['SegmentWhy'];
export type Field = Schemas['SegmentField'];

export const LISTS: Schemas['SegmentList'][] = [
  'said',
  'asked',
  'sent_media',
  'reacted',
  'joined',
  'left',
  'anything',
  'tagged',
];
export const GROUPS = ['all', 'any', 'none'] as const;
export const ROLES = ['owner', 'admin', 'member'] as const;
export const TRAITS = ['role', 'groups', 'joined'] as const;
export const OPS: Record<(typeof TRAITS)[number], Op[]> = {
  role: ['is', 'is_not'],
  groups: ['at_least', 'at_most', 'is'],
  joined: ['within', 'before'],
};
export const MOST_DEEP = 8;

/** What somebody may begin with; `all` of nothing is nobody. */
export const EMPTY: Condition = { kind: 'all', of: [] };

export const NEW: Record<'said' | 'silent' | 'tagged' | 'role' | 'joined' | 'groups' | 'group', Condition> = {
  said: { kind: 'has', list: 'said', at_least: 1, days: 7 },
  silent: { kind: 'has', list: 'said', at_least: 0, at_most: 0, days: 30 },
  tagged: { kind: 'has', list: 'tagged', where: [{ name: 'tag', op: 'is', values: [] }] },
  role: { kind: 'trait', name: 'role', op: 'is', values: ['member'] },
  joined: { kind: 'trait', name: 'joined', op: 'within', values: [30] },
  groups: { kind: 'trait', name: 'groups', op: 'at_least', values: [2] },
  group: { kind: 'any', of: [] },
};

export const values = (given: { values?: (string | number)[] }) => given.values ?? [];

/** False while something must still be filled in; nobody is asked before. */
export function complete(one: Condition): boolean {
  switch (one.kind) {
    case 'all':
    case 'any':
    case 'none':
      return (one.of ?? []).every(complete);
    case 'trait':
      return values(one).length > 0;
    case 'has':
      return (one.where ?? []).every((field) => values(field).length > 0);
    case 'segment':
      return !!one.segment;
  }
}

/** Another list has other fields. */
export function ofList(one: Condition, list: Schemas['SegmentList']): Condition {
  if (list === 'tagged') return { ...one, list, where: [{ name: 'tag', op: 'is', values: [] }] };
  const { where: _, ...rest } = one;
  return { ...rest, list };
}
