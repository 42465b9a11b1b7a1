import type { Schemas } from '../api/client';

const money: Schemas['SegmentCondition'] = {
  kind: 'all',
  of: [
    {
      kind: 'has',
      list: 'bought',
      sum: 'amount',
      at_least: 50_000,
      days: 90,
      where: [{ name: 'currency', op: 'is', values: ['CNY'] }],
    },
    { kind: 'has', list: 'rfm', where: [{ name: 'cell', op: 'is', values: ['champion', 'loyal'] }] },
    {
      kind: 'funnel',
      steps: [{ list: 'joined' }, { list: 'said' }, { list: 'bought' }],
      window_hours: 336,
      at_least: 3,
      days: 90,
    },
    { kind: 'none', of: [{ kind: 'has', list: 'answered', at_least: 1, days: 30, where: [] }] },
  ],
};

/** One segment of buyers, and why somebody is in it. */
export const segments = () => ({
  'GET /communities/{community}/segments': () => ({
    items: [
      {
        id: '7',
        name: '老客户 Regulars',
        condition: money,
        version: 3,
        live: false,
        people: null,
        changed_at: '2026-11-24T03:00:00Z',
      },
    ],
  }),
  'GET /segments/{segment}': () => ({ live: false, people: null }),
  'GET /segments/{segment}/snapshots': () => ({ items: [] }),
  'POST /communities/{community}/segments/count': () => ({
    people: 41,
    of: 412,
    some: [
      { id: '3', name: '陈晨 Chen' },
      { id: '4', name: 'Bo' },
    ],
  }),
  'POST /communities/{community}/segments/explain': (): Schemas['SegmentWhy'] => ({
    holds: false,
    seen: null,
    turns_at: '2026-12-24T03:00:00Z',
    parts: [
      { holds: true, seen: 61_250, turns_at: null, parts: [] },
      { holds: true, seen: 1, turns_at: null, parts: [] },
      { holds: false, seen: 2, turns_at: '2026-12-24T03:00:00Z', parts: [] },
      { holds: true, seen: null, turns_at: null, parts: [{ holds: false, seen: 0, turns_at: null, parts: [] }] },
    ],
  }),
  'GET /communities/{community}/pages': () => ({ items: [], next_cursor: null }),
});
