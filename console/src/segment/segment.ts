import type { Schemas } from '../api/client';
import { useT } from '../i18n';

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
/** What follows one another; tags and cells do not. */
export const STEPS: Schemas['SegmentList'][] = [...LISTS.filter((one) => one !== 'tagged'), 'answered', 'bought'];
export const MONEY = ['bought', 'refunded'] as const;
export const QUINTILES = ['recency', 'frequency', 'monetary'] as const;
export const CURRENCIES = ['CNY', 'HKD', 'TWD', 'USD', 'EUR', 'GBP', 'JPY', 'KRW', 'SGD'];
export const CELLS = [
  'champion',
  'loyal',
  'promising',
  'new',
  'wavering',
  'at_risk',
  'must_not_lose',
  'sleeping',
  'lost',
] as const;
export const MOST_STEPS = 10;
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

type New =
  | 'said'
  | 'silent'
  | 'tagged'
  | 'role'
  | 'joined'
  | 'groups'
  | 'bought'
  | 'spent'
  | 'rfm'
  | 'way'
  | 'answered'
  | 'group';
export const NEW: Record<New, Condition> = {
  said: { kind: 'has', list: 'said', at_least: 1, days: 7 },
  silent: { kind: 'has', list: 'said', at_least: 0, at_most: 0, days: 30 },
  tagged: { kind: 'has', list: 'tagged', where: [{ name: 'tag', op: 'is', values: [] }] },
  role: { kind: 'trait', name: 'role', op: 'is', values: ['member'] },
  joined: { kind: 'trait', name: 'joined', op: 'within', values: [30] },
  groups: { kind: 'trait', name: 'groups', op: 'at_least', values: [2] },
  bought: { kind: 'has', list: 'bought', at_least: 1, days: 30 },
  spent: {
    kind: 'has',
    list: 'bought',
    sum: 'amount',
    at_least: 10_000,
    days: 90,
    where: [{ name: 'currency', op: 'is', values: ['CNY'] }],
  },
  rfm: { kind: 'has', list: 'rfm', where: [{ name: 'cell', op: 'is', values: [] }] },
  way: {
    kind: 'funnel',
    steps: [{ list: 'joined' }, { list: 'said' }, { list: 'bought' }],
    window_hours: 336,
    at_least: 1,
    at_most: 1,
    days: 90,
  },
  answered: { kind: 'has', list: 'answered', at_least: 1, days: 30 },
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
    case 'funnel':
      return (one.steps ?? []).length >= 2;
    case 'segment':
      return !!one.segment;
  }
}

export const field = (of: Condition, name: Field['name']) => of.where?.find((one) => one.name === name);

/** Any of these values; none asks for nothing, but of a cell something must be asked. */
export function withField(of: Condition, name: Field['name'], to: (string | number)[]): Condition {
  const { where = [], ...rest } = of;
  const others = where.filter((one) => one.name !== name && values(one).length > 0);
  const next: Field[] = to.length ? [...others, { name, op: 'is', values: to }] : others;
  if (next.length) return { ...rest, where: next };
  return of.list === 'rfm' ? { ...rest, where: [{ name: 'cell', op: 'is', values: [] }] } : rest;
}

/** Another list has other fields. */
export function ofList(one: Condition, list: Schemas['SegmentList']): Condition {
  if (list === 'tagged') return { ...one, list, where: [{ name: 'tag', op: 'is', values: [] }] };
  const { where: _, ...rest } = one;
  return { ...rest, list };
}

/** What a list is called. */
export function useListWord() {
  const t = useT();
  return (list: Schemas['SegmentList']) => {
    switch (list) {
      case 'bought':
      case 'refunded':
      case 'rfm':
      case 'answered':
        return t(`segment.list.${list}`);
      case 'tagged':
        return t('segment.tagged');
      default:
        return t(`event.${list}`);
    }
  };
}
