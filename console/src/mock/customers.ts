import type { Schemas } from '../api/client';
import { MockProblem, type Asked } from './install';

const UNTIL = '2026-11-20';
const CUSTOMERS = 412;

/** What each customer spent so far and is expected to bring, the least first; a few bring most. */
const spent = Array.from({ length: CUSTOMERS }, (_, n) => Math.round(1_900 * (1 + n / 40) ** 2.1));
const worth = Array.from({ length: CUSTOMERS }, (_, n) => (n < 20 ? 0 : Math.round(300 * 1.016 ** n)));

function lorenz(ascending: number[]): Schemas['Lorenz'] {
  const n = ascending.length;
  const total = ascending.reduce((a, b) => a + b, 0);
  const below = (i: number) => ascending.slice(0, i).reduce((a, b) => a + b, 0) / total;
  return {
    customers: n,
    gini: ascending.reduce((sum, one, i) => sum + (2 * (i + 1) - n - 1) * one, 0) / (n * total),
    points: Array.from({ length: 101 }, (_, step) => {
      const i = Math.round((step * n) / 100);
      return { customers: i / n, value: below(i) };
    }),
  };
}

const EDGES = [500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000];
const slice = (
  kind: Schemas['LifetimeSlice']['kind'],
  of: Schemas['LifetimeSlice']['of'],
  customers: number,
  each: number,
): Schemas['LifetimeSlice'] => ({
  kind,
  of,
  customers,
  unknown: Math.round(customers * 0.4),
  purchases: customers * 1.7,
  total: customers * each,
  mean: each,
  median: Math.round(each * 0.6),
});

const lifetimes = (weeks: number): Schemas['Lifetimes'] => ({
  currencies: ['CNY', 'USD'],
  currency: 'CNY',
  until: UNTIL,
  last: UNTIL,
  weeks,
  customers: CUSTOMERS,
  repeaters: 247,
  buying: { r: 0.71, alpha: 6.2, a: 0.52, b: 2.61, log_likelihood: -2_914.6 },
  spending: { p: 5.1, q: 3.6, v: 41.2, log_likelihood: -1_203.9 },
  alive: [21, 9, 11, 8, 12, 17, 25, 38, 57, 49],
  unknown: 165,
  expected: weeks * 13.4,
  observed: null,
  curve: Array.from({ length: 60 }, (_, n) => ({
    week: n + 1,
    observed: n < 48 ? Math.round(11.2 * n + 14 * Math.sin(n / 5)) : null,
    expected: 11 * n,
  })),
  sides: [
    { members: true, customers: 301, purchases: 2.1, value: 31_240 },
    { members: false, customers: 111, purchases: 0.9, value: 12_610 },
  ],
  channels: [
    slice('channel', { id: '3', name: '门店海报 Poster' }, 140, 34_100),
    slice('channel', { id: '4', name: '公众号 Articles' }, 96, 29_700),
    slice('channel', { id: '5', name: '朋友推荐' }, 18, 52_300),
    slice('unexplained', null, 47, 24_900),
    slice('no_member', null, 111, 12_610),
  ],
  groups: [
    slice('group', { id: '11', name: '河畔一群' }, 268, 31_900),
    slice('group', { id: '12', name: '演练群' }, 4, 18_200),
    slice('no_group', null, 29, 22_000),
    slice('no_member', null, 111, 12_610),
  ],
  distribution: {
    customers: CUSTOMERS,
    below: worth.filter((one) => one < EDGES[0]!).length,
    bins: EDGES.slice(0, -1).map((low, i) => ({
      low,
      high: EDGES[i + 1]!,
      customers: worth.filter((one) => one >= low && one < EDGES[i + 1]!).length,
    })),
    top_fifth: 0.73,
  },
  lorenz: { spent: lorenz(spent), worth: lorenz(worth) },
  best: Array.from({ length: 48 }, (_, n) => ({
    id: String(900 + n),
    member_id: n % 4 === 3 ? null : String(101 + (n % 4)),
    repeats: Math.max(0, 19 - n),
    last_week: 40,
    age_weeks: 48,
    alive: n === 5 ? null : 0.98 - n / 60,
    purchases: 14.2 * 0.94 ** n,
    value: Math.round(161_000 * 0.94 ** n),
  })),
});

type Study = Schemas['Holdout'];
const study = (id: string, name: string, more: Partial<Study>): Study => ({
  id,
  name,
  share: 50,
  delay_days: 60,
  days: 30,
  currency: 'CNY',
  state: 'planned',
  started_on: null,
  outcome_until: null,
  locked_until: null,
  stopped_on: null,
  stopped_why: null,
  dealt_now: 0,
  dealt_later: 0,
  ...more,
});
const rehearsal: Schemas['HoldoutRehearsal'] = {
  users: 1_211,
  members: 1,
  invited: 10,
  elsewhere: 0,
  study: null,
  now: 610,
  later: 590,
  bought: 240,
  detectable: 0.067,
  spend: 1_600,
  detectable_spend: 518,
  incomplete: 12,
  balance: [
    { name: 'orders', now: 0.21, later: 0.2, apart: 0.02 },
    { name: 'spend', now: 1_640, later: 1_560, apart: 0.03 },
    { name: 'age', now: 39.4, later: 39.9, apart: -0.04 },
    { name: 'town=武汉', now: 0.34, later: 0.31, apart: 0.06 },
  ],
};
const estimate = (difference: number, low: number, high: number, p = 0.0001) => ({ difference, low, high, p });
const read: Schemas['HoldoutResult'] = {
  now: { people: 610, joined: 366, buyers: 214, mean_orders: 0.44, mean_spend: 3_512 },
  later: { people: 589, joined: 21, buyers: 118, mean_orders: 0.23, mean_spend: 2_004 },
  ratio: 0.56,
  alarm: false,
  buyers: estimate(0.15, 0.1, 0.2),
  orders: estimate(0.21, 0.14, 0.28),
  spend: estimate(1_508, 902, 2_114),
  joiners: {
    more: 0.564,
    f: 742,
    refused: null,
    buyers: estimate(0.266, 0.178, 0.354),
    orders: estimate(0.372, 0.249, 0.495),
    spend: estimate(2_674, 1_601, 3_747),
  },
  orders_until: '2026-09-28',
  conclusion: 'more',
};
const silent = { buyers: null, mean_orders: null, mean_spend: null };
const details: Schemas['HoldoutDetail'][] = [
  { holdout: study('5', '寒假读书 Winter', {}), rehearsal, result: null },
  {
    holdout: study('4', '双十一 November', {
      state: 'running',
      started_on: '2026-11-10',
      outcome_until: '2026-12-10',
      locked_until: '2027-01-09',
      dealt_now: 402,
      dealt_later: 398,
    }),
    rehearsal: null,
    result: {
      ...read,
      now: { people: 402, joined: 120, ...silent },
      later: { people: 398, joined: 3, ...silent },
      buyers: null,
      orders: null,
      spend: null,
      joiners: null,
      orders_until: UNTIL,
      conclusion: 'not_over',
    },
  },
  {
    holdout: study('3', '开学季 Invite half', {
      state: 'read',
      started_on: '2026-08-30',
      outcome_until: '2026-09-29',
      locked_until: '2026-12-28',
      delay_days: 120,
      dealt_now: 610,
      dealt_later: 590,
    }),
    rehearsal: null,
    result: read,
  },
  {
    holdout: study('2', '老用户 Old hands', {
      state: 'stopped',
      started_on: '2026-06-01',
      outcome_until: '2026-06-10',
      locked_until: '2026-07-31',
      stopped_on: '2026-06-11',
      stopped_why: '店铺搬家，停业两周',
      dealt_now: 88,
      dealt_later: 92,
    }),
    rehearsal: null,
    result: {
      now: { people: 88, joined: 9, buyers: 12, mean_orders: 0.15, mean_spend: 1_120 },
      later: { people: 92, joined: 4, buyers: 10, mean_orders: 0.12, mean_spend: 940 },
      ratio: 0.766,
      alarm: false,
      buyers: estimate(0.028, -0.072, 0.127, 0.58),
      orders: estimate(0.03, -0.08, 0.14, 0.6),
      spend: estimate(180, -620, 980, 0.66),
      joiners: { more: 0.059, f: 2.3, refused: 'weak', buyers: null, orders: null, spend: null },
      orders_until: UNTIL,
      conclusion: 'stopped_early',
    },
  },
];

function one({ path }: Asked): Schemas['HoldoutDetail'] {
  const found = details.find((detail) => detail.holdout.id === path.holdout);
  if (!found) throw new MockProblem(404, 'holdout_not_found');
  return found;
}
function become(asked: Asked, more: Partial<Study>, rest: Partial<Schemas['HoldoutDetail']>) {
  const found = one(asked);
  found.holdout = { ...found.holdout, ...more };
  return Object.assign(found, rest);
}

const batch: Schemas['PurchaseBatch'] = {
  id: '1',
  about: 'orders',
  source: 'csv',
  name: '订单 2026.csv',
  made_by: 'Ana',
  made_at: '2026-11-20T09:00:00Z',
  counts: { lines: 1_204, nobody: 3, refunds: 31, wrong: 0, fresh: 1_201, known: 3, differing: 0 },
  taken_back_at: null,
};

const RFM: [Schemas['RfmCell'], number, number][] = [
  ['champion', 48, 4_910_000],
  ['loyal', 66, 2_870_000],
  ['promising', 71, 610_000],
  ['at_risk', 52, 1_730_000],
  ['lost', 175, 990_000],
];

const guess = (method: Schemas['UpliftMethod'], effect: number, error: number): Schemas['MembershipEstimate'] => ({
  method,
  effect,
  error,
  low: effect - 1.96 * error,
  high: effect + 1.96 * error,
});
const uplift = (query: URLSearchParams): Schemas['MembershipUplift'] => {
  const best = guess('doubly_robust', 3_120, 820);
  return {
    currencies: ['CNY', 'USD'],
    currency: 'CNY',
    among: query.get('among') === 'users' ? 'users' : 'customers',
    offered: ['age', 'town'],
    outcome: 'spend',
    from: '2026-05-20',
    start: '2026-07-20',
    end: '2026-09-20',
    last: UNTIL,
    members: 148,
    others: 172,
    later: 12,
    before: 61,
    fresh: 19,
    incomplete: 0,
    invited: 0,
    estimates: [
      guess('naive', 8_940, 1_110),
      guess('regression', 3_410, 840),
      guess('matching', 2_870, 1_040),
      guess('weighting', 3_260, 910),
      best,
      guess('difference_in_differences', 3_580, 970),
    ],
    balance: [
      { name: 'orders', before: 0.41, weighted: 0.03, matched: 0.02 },
      { name: 'spend', before: 0.52, weighted: 0.04, matched: 0.05 },
      { name: 'days_since_last', before: -0.37, weighted: -0.02, matched: -0.04 },
    ],
    overlap: { outside: 0.04, effective: 121, heaviest: 0.03, worst: 0.05 },
    headline: { estimate: best, e_value: 2.1, e_value_of_interval: 1.5, why: [] },
    doubts: [],
  };
};
const weekly: Schemas['CheckIn'] = {
  until: '2026-11-15',
  weeks: 26,
  members: 214,
  returners: 132,
  model: { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78, log_likelihood: -1_830.2 },
  alive: [44, 18, 12, 10, 9, 11, 14, 20, 31, 45],
  expected: 1_240,
  observed: null,
  times: [82, 31, 22, 17, 13, 11, 9, 8, 21].map((observed, times) => ({
    times,
    observed,
    expected: [80, 33, 21, 16, 13, 11, 10, 9, 21][times]!,
  })),
};

/** A shop of 412 customers, and studies in every state. */
export const customers = () => ({
  'GET /communities/{community}/purchase-batches': (): Schemas['PurchaseBatchList'] => ({ items: [batch] }),
  'GET /communities/{community}/customers/lifetime': ({ query }: Asked) => lifetimes(Number(query.get('weeks') ?? 52)),
  'GET /communities/{community}/customers/uplift': ({ query }: Asked) => uplift(query),
  'GET /communities/{community}/questions/check-in': (): Schemas['CheckIn'] => weekly,
  'GET /communities/{community}/purchase-shops': () => ({ items: [] }),
  'GET /communities/{community}/holdouts': (): { items: Study[] } => ({ items: details.map((one) => one.holdout) }),
  'POST /communities/{community}/holdouts': ({ body }: Asked): Schemas['HoldoutDetail'] => {
    const draft = body as Schemas['HoldoutDraft'];
    const made = { holdout: study(String(6 + details.length), draft.name, draft), rehearsal, result: null };
    details.unshift(made);
    return made;
  },
  'GET /communities/{community}/holdouts/{holdout}': one,
  'DELETE /communities/{community}/holdouts/{holdout}': (asked: Asked) => {
    details.splice(details.indexOf(one(asked)), 1);
  },
  'POST /communities/{community}/holdouts/{holdout}/start': (asked: Asked) =>
    become(
      asked,
      {
        state: 'running',
        started_on: '2026-11-22',
        outcome_until: '2026-12-22',
        locked_until: '2027-01-21',
        dealt_now: rehearsal.now,
        dealt_later: rehearsal.later,
      },
      { rehearsal: null, result: { ...details.find((one) => one.holdout.id === '4')!.result! } },
    ),
  'POST /communities/{community}/holdouts/{holdout}/stop': (asked: Asked) =>
    become(
      asked,
      { state: 'stopped', stopped_on: '2026-11-22', stopped_why: (asked.body as { why: string }).why },
      { result: { ...one(asked).result!, conclusion: 'stopped_early' } },
    ),
  'GET /communities/{community}/customers': (): Schemas['Customers'] => ({
    currencies: [
      { code: 'CNY', orders: 1_170, customers: CUSTOMERS, money: 11_110_000, nobody: 21_000 },
      { code: 'USD', orders: 12, customers: 9, money: 84_000, nobody: 0 },
    ],
    currency: 'CNY',
    basis: 'net',
    first: '2025-12-20',
    last: UNTIL,
    before: '2026-10-20',
    until: UNTIL,
    partial: true,
    customers: CUSTOMERS,
    orders: 1_170,
    money: 11_110_000,
    means: { recency: 61.2, orders: 2.8, money: 26_966 },
    top_fifth: 0.61,
    cells: RFM.map(([cell, n, money]) => ({ cell, customers: n, money, recency: 40, orders: 3 })),
    moves: [
      { from: 'promising', to: 'loyal', customers: 9 },
      { from: 'loyal', to: 'at_risk', customers: 6 },
      { from: null, to: 'promising', customers: 21 },
    ],
    cohorts: ['2026-07', '2026-08', '2026-09', '2026-10', '2026-11'].map((month, i) => ({
      month,
      size: 40 + 7 * i,
      active: Array.from({ length: 5 - i }, (_, after) => (after === 0 ? 40 + 7 * i : Math.round(16 / after))),
      money: Array.from({ length: 5 - i }, (_, after) => Math.round(900_000 / (after + 1))),
    })),
    repurchase: { customers: CUSTOMERS, again: 247, rate: 0.6, intervals: 758, days: [12, 27, 55] },
    ladder: {
      steps: [5_000, 9_000, 16_000],
      moves: [
        [120, 41, 12, 4],
        [33, 130, 40, 9],
        [10, 38, 121, 31],
        [3, 11, 36, 119],
      ],
    },
  }),
});
