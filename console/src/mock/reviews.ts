import type { Schemas } from '../api/client';

const review = (
  id: string,
  name: string,
  days: [string, string],
  more: Partial<Schemas['Review']> = {},
): Schemas['Review'] => ({
  id,
  name,
  goal: 'activity',
  from: days[0],
  until: days[1],
  hypothesis: '周六试饮前在群里预告，来的人会在群里说话。',
  targets: { activity: 0.4, repurchase: 0.2 },
  experiments: ['7'],
  playbooks: ['2'],
  sends: ['31'],
  version: 1,
  made_at: '2026-11-01T02:00:00Z',
  state: 'over',
  ...more,
});

const november = review('1', '十一月：让四成成员开口', ['2026-11-01', '2026-11-30'], { state: 'running' });
const october = review('2', '十月：国庆后恢复活跃', ['2026-10-01', '2026-10-31'], {
  targets: { activity: 0.35 },
  experiments: [],
  playbooks: [],
  sends: [],
});

const send = (id: string, text: string, more: Partial<Schemas['SendHere']> = {}): Schemas['SendHere'] => ({
  id,
  account: '7',
  text,
  made_at: '2026-11-20T02:30:00Z',
  kind: 'customers',
  reached: 310,
  sent: 280,
  waiting: 18,
  not_sent: 12,
  linked: false,
  ...more,
});
const sends = [
  send('34', '本周书单：《活着》，周日晚八点群里聊', { kind: 'groups', reached: 4, sent: 4, waiting: 0, not_sent: 0 }),
  send('31', '新茶到店，周六下午来尝，前二十位送一小罐，带上朋友再送一'),
  send('29', '', { made_at: '2026-10-28T02:30:00Z', waiting: 0, sent: 301, not_sent: 9 }),
];

const did: Schemas['ReviewDid'] = {
  scanned: 1204,
  joined: 312,
  delivered: 4567,
  experiments: [{ id: '7', name: '两种欢迎语', state: 'running', linked: true }],
  playbooks: [
    { id: '1', name: '新群第一周 First week', groups: 2, done: 6, waiting: 2, failed: 1, skipped: 3, linked: false },
    { id: '2', name: '读书月 Reading month', groups: 0, done: 0, waiting: 0, failed: 0, skipped: 0, linked: true },
  ],
  sends: sends.slice(0, 2).map((one) => ({ ...one, linked: one.id === '31' })),
};
const didInOctober: Schemas['ReviewDid'] = {
  scanned: 902,
  joined: 204,
  delivered: 3001,
  experiments: [],
  playbooks: [],
  sends: [],
};

const line: Schemas['ReviewLine'] = {
  ratio: 'activity',
  of_goal: true,
  now: { hits: 71, of: 214, value: 0.332, low: 0.272, high: 0.397, few: false },
  unknown: null,
  before: { hits: 58, of: 201, value: 0.289, low: 0.231, high: 0.355, few: false },
  target: 0.4,
  met: false,
  change: 0.043,
  p: 0.34,
  parts: [],
};
const decision: Schemas['ReviewDecision'] = {
  id: '1',
  what: '新人一天内有人回应',
  owner: 'Bo',
  due: '2026-12-05',
  state: 'open',
  changes: 'rules',
  changed_at: null,
};

/** Two reviews and the mass sends they may name. */
export const reviews = () => ({
  'GET /communities/{community}/reviews': () => ({ items: [november, october] }),
  'GET /communities/{community}/sends': () => ({ items: sends }),
  'GET /reviews/{review}': ({ path, query }: { path: Record<string, string>; query: URLSearchParams }) =>
    ({
      review: path.review === '2' ? october : november,
      measured: { from: '2026-11-01', until: '2026-11-22' },
      against: { from: '2026-10-01', until: '2026-10-22' },
      did: path.review === '2' ? didInOctober : did,
      other: query.get('against') ? { review: october, did: didInOctober } : null,
      check: [line],
      decisions: [decision],
      last: null,
    }) satisfies Schemas['ReviewWhole'],
});
