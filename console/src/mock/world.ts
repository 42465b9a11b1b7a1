import { accounts } from './accounts';
import { connections } from './connections';
import { customers } from './customers';
import type { AnswerOf, Schemas } from '../api/client';
import { league } from './league';
import { playbooks } from './playbooks';
import { sql } from './sql';
import { suggested } from './starter';
import type { Asked } from './install';
import { reviews } from './reviews';
import { report, series } from './report';

const page = <T>(items: T[]) => ({ items, next_cursor: null });
const at = (minutes: number) => new Date(Date.UTC(2026, 10, 22, 3, 0) + minutes * 60_000).toISOString();

const PERMISSIONS = [
  'community',
  'member',
  'import',
  'rule',
  'delivery',
  'desk',
  'parked',
  'operator',
  'token',
  'settings',
  'account',
  'acquisition',
  'gate',
  'onboarding',
  'experiment',
  'payment',
  'customer',
  'playbook',
]
  .flatMap((name) => [`${name}:read`, `${name}:write`])
  .concat(
    'report:read',
    'event:write',
    'case:read',
    'case:decide',
    'sandbox:use',
    'journal:read',
    'sql:read',
    'saved:write',
    'review:write',
    'segment:write',
  );

const ana: Schemas['Operator'] = {
  id: '1',
  login: 'ana',
  name: 'Ana',
  role: 'owner',
  language: 'zh-CN',
  created_at: at(-9000),
  last_seen_at: at(-3),
  disabled: false,
};
const riverside: Schemas['Community'] = {
  id: '1',
  name: 'Riverside 河畔读书会',
  zone: 'Asia/Shanghai',
  goal: '三个月内让一半成员读完一本书并分享',
  charter: '友善；不发广告；讨论书。',
  stage: 'growing',
  quiet_hours: { from: '22:30', to: '07:30' },
  created_at: at(-9000),
  groups: 2,
  members: 214,
  open_cases: 1,
};
const groups: Schemas['Group'][] = [
  {
    id: '11',
    community_id: '1',
    name: '河畔一群',
    platform: 'history',
    created_at: at(-8000),
    members: 210,
    last_event_at: at(-60),
  },
  {
    id: '12',
    community_id: '1',
    name: '演练群',
    platform: 'sandbox',
    created_at: at(-700),
    members: 4,
    last_event_at: at(-1),
    sandbox_room_id: '5',
    capabilities: [
      { act: 'send', how: 'machine' },
      { act: 'recall', how: 'machine' },
      { act: 'remove', how: 'human' },
    ],
  },
];
const person = (id: string, name: string, persona: Schemas['Persona'], bot = false): Schemas['SandboxAccount'] => ({
  id,
  name,
  persona,
  bot,
  member_id: id,
});
const cast = [
  person('101', 'Ana', 'owner'),
  person('102', 'Bo', 'moderator'),
  person('103', 'Chen', 'newcomer'),
  person('104', 'Promo', 'advertiser'),
  person('105', 'Liana', 'bot', true),
];
const ADVERT = '兼职日结，一天三百，加薇信 vx8866abc';
const rule: Schemas['RuleRef'] = { key: 'no-adverts', name: '不发广告', version: 1 };
const caseOne: Schemas['Case'] = {
  id: '31',
  community_id: '1',
  group: { id: '12', name: '演练群' },
  member: { id: '104', name: 'Promo' },
  kind: 'advert',
  state: 'open',
  audit: false,
  rule,
  opened_at: at(-10),
  worst: 'warned',
  evidence: [
    {
      event_id: '900',
      at: at(-10),
      text: ADVERT,
      edited: false,
      rule,
      counter_before: 0,
      counter_after: 1,
      within_days: 30,
      findings: [
        { source: 'contact', matched: '薇信 vx8866abc', score: null, start: null, end: null },
        { source: 'learned', score: 0.98, matched: null },
      ],
    },
  ],
  steps: [
    {
      at: at(-10),
      act: 'record_violation',
      state: 'done',
      by: { kind: 'machine', name: 'rule:no-adverts' },
      note: null,
    },
    { at: at(-10), act: 'recall', state: 'done', by: { kind: 'machine', name: 'rule:no-adverts' }, note: null },
    {
      at: at(-10),
      act: 'warn',
      state: 'done',
      by: { kind: 'machine', name: 'rule:advert-first' },
      note: 'Promo，本群不发广告。',
    },
  ],
  appeal: null,
};

/** The handlers of the mock, typed by the contract: a change of the contract breaks them at compile time. */
export function world(): Record<string, (asked: Asked) => unknown> {
  let rules: Schemas['Rules'] = { live: null, draft: null, suggested };
  const room: Schemas['SandboxRoom'] = {
    id: '5',
    name: '演练群',
    group_id: '12',
    community_id: '1',
    blacklisted: [],
    requests: [],
    members: [
      { account: cast[0], role: 'owner', joined_at: at(-600) },
      { account: cast[1], role: 'admin', joined_at: at(-600) },
      { account: cast[2], role: 'member', joined_at: at(-30), invited_by: { id: '102', name: 'Bo' } },
      { account: cast[4], role: 'admin', joined_at: at(-600) },
    ],
  };
  const talk: Schemas['SandboxMessage'][] = [
    {
      id: '803',
      at: at(-9),
      type: 'message',
      account: cast[4],
      text: 'Promo，本群不发广告（群规“不发广告”）。这是第 1 次。',
    },
    {
      id: '802',
      at: at(-10),
      type: 'message',
      account: cast[3],
      text: ADVERT,
      recalled_at: at(-10),
      recalled_by: cast[4],
    },
    { id: '801', at: at(-20), type: 'message', account: cast[2], text: '大家好，我是新来的！', reply_to: null },
    { id: '800', at: at(-30), type: 'invite', account: cast[1], target: cast[2], text: null },
  ];
  const imported: Schemas['Import'] = {
    id: '7',
    state: 'previewed',
    dry_run: true,
    group: null,
    group_name: '河畔二群',
    community_id: '1',
    created_at: at(-5),
    files: [{ name: 'chat.txt', bytes: 20_480 }],
    progress: { read: 20_480, total: 20_480, events: 212, written: 0 },
    options: { format: 'auto', zone: 'Asia/Shanghai', date_order: 'auto' },
    summary: {
      format: 'whatsapp',
      zone: 'Asia/Shanghai',
      date_order: 'dmy',
      counts: { message: 200, media: 8, join: 4 },
      members: 9,
      first: '2026-01-02T09:00:00+08:00',
      last: '2026-03-02T19:20:00+08:00',
      added: null,
      known: null,
    },
    preview: [
      { at: '2026-01-02T09:00:00+08:00', type: 'join', sender: 'Ana', text: null, target: null },
      { at: '2026-01-02T09:01:10+08:00', type: 'message', sender: 'Ana', text: '大家早上好', target: null },
    ],
    unreadable: [{ file: 'chat.txt', line: 31, why: 'bad_date', text: '99/99/2026, 10:00 - ???' }],
    unreadable_count: 1,
  };
  return {
    ...accounts(),
    ...connections(),
    ...customers(),
    ...league(groups),
    ...playbooks(groups),
    ...reviews(),
    ...sql(),
    'GET /setup': (): Schemas['Setup'] => ({ needed: false, token_valid: null }),
    'GET /session': (): Schemas['Session'] => ({
      operator: ana,
      permissions: PERMISSIONS,
      csrf: 'mock',
      expires_at: null,
    }),
    'DELETE /session': () => undefined,
    'GET /operators': (): AnswerOf<'/operators'> => page([ana]),
    'GET /tokens': (): AnswerOf<'/tokens'> => page([]),
    'GET /settings': (): Schemas['Settings'] => ({
      default_language: 'zh-CN',
      default_zone: 'Asia/Shanghai',
      server: {
        version: '0.1.0',
        commit: 'mock',
        database: 'PostgreSQL 18.6',
        java: '25',
        data_folder: '/data',
        started_at: at(-60),
      },
    }),
    'GET /communities': (): AnswerOf<'/communities'> => page([riverside]),
    'GET /communities/{community}': (): Schemas['Community'] => riverside,
    'GET /groups': (): AnswerOf<'/groups'> => page(groups),
    'GET /groups/{group}/report': (): Schemas['Report'] => report,
    'GET /groups/{group}/report/series': (): Schemas['ReportSeries'] => series,
    'GET /groups/{group}/members': (): AnswerOf<'/groups/{group}/members'> =>
      page([
        {
          id: '101',
          name: 'Ana',
          role: 'owner',
          bot: false,
          whitelisted: false,
          joined_at: at(-9000),
          left_at: null,
          messages: 812,
          active_days: 71,
          last_message_at: at(-60),
        },
        {
          id: '104',
          name: 'Promo',
          role: 'member',
          bot: false,
          whitelisted: false,
          joined_at: at(-12),
          left_at: null,
          messages: 1,
          active_days: 1,
          last_message_at: at(-10),
        },
      ]),
    'GET /groups/{group}/events': (): AnswerOf<'/groups/{group}/events'> =>
      page([
        {
          id: '900',
          group_id: '11',
          at: at(-60),
          type: 'message',
          member: { id: '101', name: 'Ana' },
          text: '周六见！',
          targets: [],
        },
      ]),
    'GET /members/{member}': (): Schemas['Member'] => ({
      id: '104',
      name: 'Promo',
      accounts: [{ platform: 'sandbox', external_id: 'p', name: 'Promo' }],
      tags: [],
      memberships: [
        {
          group: { id: '12', name: '演练群' },
          community_id: '1',
          role: 'member',
          whitelisted: false,
          joined_at: at(-12),
          left_at: null,
          messages: 1,
          last_message_at: at(-10),
        },
      ],
    }),
    'GET /members/{member}/events': (): AnswerOf<'/members/{member}/events'> =>
      page([
        {
          id: '901',
          group_id: '12',
          at: at(-10),
          type: 'message',
          member: { id: '104', name: 'Promo' },
          text: ADVERT,
          recalled_at: at(-10),
        },
      ]),
    'GET /communities/{community}/rules': (): Schemas['Rules'] => rules,
    'PUT /communities/{community}/rules/draft': ({ body }): Schemas['Rules'] =>
      (rules = {
        ...rules,
        draft: { rules: body, saved_at: at(0), saved_by: { kind: 'operator', id: '1', name: 'Ana' } },
      }),
    'DELETE /communities/{community}/rules/draft': (): Schemas['Rules'] => (rules = { ...rules, draft: null }),
    'POST /communities/{community}/rules/publish': (): Schemas['Rules'] =>
      (rules = {
        draft: null,
        live: {
          version: (rules.live?.version ?? 0) + 1,
          published_at: at(0),
          published_by: { kind: 'operator', id: '1', name: 'Ana' },
          note: null,
          rules: rules.draft?.rules ?? suggested,
        },
      }),
    'GET /communities/{community}/rules/versions': (): AnswerOf<'/communities/{community}/rules/versions'> =>
      page(rules.live ? [rules.live] : []),
    'GET /communities/{community}/rules/rehearsals': () => page([]),
    'GET /cases': (): AnswerOf<'/cases'> => page([{ ...caseOne, worst: 'warned' as const, text: ADVERT }]),
    'GET /cases/{case}': (): Schemas['Case'] => caseOne,
    'GET /sandbox/rooms': (): AnswerOf<'/sandbox/rooms'> => page([room]),
    'GET /sandbox/rooms/{room}': (): Schemas['SandboxRoom'] => room,
    'GET /sandbox/accounts': (): AnswerOf<'/sandbox/accounts'> => page(cast),
    'GET /sandbox/rooms/{room}/messages': (): AnswerOf<'/sandbox/rooms/{room}/messages'> => page(talk),
    'GET /imports': (): AnswerOf<'/imports'> => page([imported]),
    'GET /imports/{import}': (): Schemas['Import'] => imported,
    'GET /parked': (): AnswerOf<'/parked'> => page([]),
    'GET /tasks': (): AnswerOf<'/tasks'> =>
      page([
        {
          id: '51',
          state: 'open' as const,
          kind: 'perform' as const,
          title: 'remove',
          text: null,
          group: { id: '12', name: '演练群' },
          member: { id: '104', name: 'Promo' },
          case_id: '31',
          created_at: at(-300),
          due_at: at(-60),
          platform: 'wecom',
          why: 'no_capability',
          delivery: { id: '7', state: 'needs_human' as const },
          expects: 'gone' as const,
          seen_at: null,
          deadline_at: at(1380),
          reminded_at: at(-180),
          escalated_at: at(-60),
          escalated_to: [{ kind: 'operator' as const, id: '1', name: 'Ana' }],
        },
        {
          id: '52',
          state: 'open' as const,
          kind: 'check' as const,
          title: 'send',
          text: '欢迎 Chen！',
          group: { id: '12', name: '演练群' },
          member: null,
          created_at: at(-20),
          due_at: at(40),
          platform: 'telegram',
          delivery: { id: '8', state: 'unknown' as const },
          expects: 'said' as const,
          seen_at: null,
          escalated_to: [],
        },
        {
          id: '53',
          state: 'open' as const,
          kind: 'perform' as const,
          title: 'recall',
          text: null,
          group: { id: '12', name: '演练群' },
          member: { id: '104', name: 'Promo' },
          created_at: at(-40),
          due_at: at(20),
          platform: 'telegram',
          why: 'no_capability',
          message: { event_id: '901', at: at(-41), text: ADVERT },
          delivery: { id: '9', state: 'needs_human' as const },
          expects: 'recalled' as const,
          seen_at: null,
          reminded_at: at(-10),
          escalated_to: [],
        },
      ]),
    'GET /journal': (): AnswerOf<'/journal'> =>
      page([
        {
          id: '1',
          at: at(-10),
          actor: { kind: 'machine' as const, name: 'rule:no-adverts' },
          kind: 'message_recalled',
          member: { id: '104', name: 'Promo' },
          group: { id: '12', name: '演练群' },
          reason: { rule: 'no-adverts', version: 1 },
          case_id: '31',
        },
      ]),
    'GET /deliveries': (): AnswerOf<'/deliveries'> =>
      page([
        {
          id: '8',
          state: 'unknown' as const,
          command: 'send' as const,
          text: '欢迎 Chen！',
          group: { id: '12', name: '演练群' },
          member: null,
          created_at: at(-20),
          due_at: at(-20),
          settled_at: at(-20),
          attempts: 1,
          outcome: 'no_answer',
        },
        {
          id: '6',
          state: 'waiting' as const,
          command: 'send' as const,
          text: '今晚八点茶会',
          group: { id: '12', name: '演练群' },
          member: null,
          created_at: at(-2),
          due_at: at(-2),
          settled_at: null,
          attempts: 0,
          waiting_for: 'pace',
          outcome: null,
        },
        {
          id: '1',
          state: 'delivered' as const,
          command: 'send' as const,
          text: '欢迎 Chen！',
          group: { id: '12', name: '演练群' },
          member: null,
          created_at: at(-20),
          due_at: at(-20),
          settled_at: at(-20),
          attempts: 1,
          outcome: null,
        },
      ]),
    'GET /communities/{community}/deliveries': (): Schemas['DeliverySummary'] => ({
      counts: { delivered: 1, unknown: 1, cancelled: 2 },
      dropped_late: 2,
      halted: null,
    }),
    'GET /communities/{community}/deliveries/accounts': (): Schemas['SendingAccountPage'] =>
      page([
        {
          platform: 'telegram',
          account: '7001',
          reachable: true,
          waiting: 42,
          under_way: 1,
          at_once: 1,
          failures: 0,
          rests_until: null,
          limits: [
            {
              code: 'telegram_account_second',
              scope: 'account',
              count: 30,
              window_seconds: 1,
              used: 12,
              targets: 1,
              full: 0,
              free_at: null,
            },
            {
              code: 'telegram_group_minute',
              scope: 'group',
              count: 20,
              window_seconds: 60,
              used: 20,
              targets: 9,
              full: 2,
              free_at: at(0.4),
            },
          ],
        },
        {
          platform: 'sandbox',
          account: 'liana',
          reachable: true,
          waiting: 0,
          under_way: 0,
          at_once: 8,
          failures: 0,
          rests_until: null,
          limits: [],
        },
      ]),
  };
}
