import type { AnswerOf, Schemas } from '../api/client';
import { MockProblem, type Asked } from './install';

const page = <T>(items: T[]) => ({ items, next_cursor: null });
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
type FieldView = Schemas['AccountPlatform']['fields'][number];
const field = (name: string, kind: FieldView['kind'], required = false, more: Partial<FieldView> = {}): FieldView => ({
  field: name,
  kind,
  required,
  choices: [],
  otherwise: null,
  ...more,
});

const platforms: Schemas['AccountPlatform'][] = [
  {
    platform: 'onebot',
    fields: [
      field('self_id', 'text', true),
      field('transport', 'choice', false, {
        choices: ['forward_ws', 'reverse_ws', 'http'],
        otherwise: 'forward_ws',
      }),
      field('url', 'url'),
      field('access_token', 'secret'),
      field('event_secret', 'secret'),
    ],
  },
  {
    platform: 'telegram',
    fields: [
      field('token', 'secret', true),
      field('mode', 'choice', false, { choices: ['polling', 'webhook'], otherwise: 'polling' }),
      field('public_url', 'own_url'),
      field('api_url', 'url', false, { otherwise: 'https://api.telegram.org' }),
    ],
  },
  {
    platform: 'wecom',
    fields: [
      field('corp_id', 'text', true),
      field('agent_id', 'text', true),
      field('secret', 'secret', true),
      field('callback_token', 'secret', true),
      field('encoding_aes_key', 'secret', true),
      field('welcome', 'text'),
      field('archive_secret', 'secret'),
      field('archive_keys', 'secret'),
      field('api', 'url', false, { otherwise: 'https://qyapi.weixin.qq.com' }),
    ],
  },
  {
    platform: 'officialaccount',
    fields: [
      field('app_id', 'text', true),
      field('app_secret', 'secret', true),
      field('callback_token', 'secret', true),
      field('encoding_aes_key', 'secret'),
      field('api', 'url', false, { otherwise: 'https://api.weixin.qq.com' }),
    ],
  },
];

type Ability = Schemas['Ability'];
const able = (capability: Ability['capability']): Ability => ({
  capability,
  extent: 'everywhere',
  reason: null,
  params: {},
  remedy: null,
});
const plain = { groups: ['河畔一群', '河畔二群'], count: 2 };
const inSome = (capability: Ability['capability']): Ability => ({
  capability,
  extent: 'some_groups',
  reason: 'not_administrator',
  params: plain,
  remedy: 'make_administrator',
});
const abilities: Ability[] = [
  ...(['receive', 'send', 'send_direct', 'list_members', 'member_events'] as const).map(able),
  ...(['recall_others', 'mute', 'remove', 'ban', 'join_requests'] as const).map(inSome),
  ...(['send_by_human', 'create_group', 'buttons', 'history', 'quotas', 'idempotent_send'] as const).map((one) => ({
    ...able(one),
    extent: 'nowhere' as const,
    reason: 'platform_forbids',
  })),
  { ...able('invite_trace'), extent: 'nowhere', reason: 'only_inviter_is_told' },
];
type Check = Schemas['AccountHealth']['checks'][number];
const ok = (code: string): Check => ({ code, state: 'ok', params: {}, remedy: null });

/** Two connected accounts: one that nearly works, one that is switched off. */
export function accounts() {
  const all: Schemas['ConnectedAccount'][] = [
    {
      id: '31',
      platform: 'onebot',
      account: '10001',
      name: '读书会小助手',
      on: true,
      settings: { self_id: '10001', transport: 'reverse_ws' },
      secrets_set: ['access_token'],
      community_id: null,
      created_at: ago(9_000),
      changed_at: ago(400),
      reachable: true,
      last_event_at: ago(3),
      silent_since: null,
    },
    {
      id: '32',
      platform: 'telegram',
      account: '7654321',
      name: 'Riverside bot',
      on: false,
      settings: { mode: 'polling' },
      secrets_set: ['token'],
      community_id: '1',
      created_at: ago(20_000),
      changed_at: ago(900),
      reachable: false,
      last_event_at: null,
      silent_since: null,
    },
  ];
  const seen: Schemas['SeenGroup'][] = [
    {
      external_id: '700100',
      name: '河畔一群',
      members: 186,
      role: 'member',
      present: true,
      group_id: '11',
      seen_at: ago(9_000),
      passed_by: 0,
      last_passed_at: null,
      compared_at: ago(40),
      drift: 3,
      drifted_at: ago(2_000),
    },
    {
      external_id: '700300',
      name: '河畔新书分享',
      members: 42,
      role: 'admin',
      present: true,
      group_id: null,
      seen_at: ago(70),
      passed_by: 1_240,
      last_passed_at: ago(2),
      compared_at: null,
      drift: 0,
      drifted_at: null,
    },
  ];
  const of = ({ path }: Asked) => {
    const found = all.find((one) => one.id === path.account);
    if (!found) throw new MockProblem(404, 'account_not_found');
    return found;
  };
  return {
    'GET /platforms': (): AnswerOf<'/platforms'> => page(platforms),
    'GET /accounts': (): AnswerOf<'/accounts'> => page(all),
    'POST /accounts': ({ body }: Asked): Schemas['ConnectedAccount'] => {
      const wish = body as { platform: string; name: string; values: Record<string, string>; community_id?: string };
      const asked = platforms.find((one) => one.platform === wish.platform)!.fields;
      const secrets = asked.filter((one) => one.kind === 'secret').map((one) => one.field);
      const made: Schemas['ConnectedAccount'] = {
        ...all[0],
        id: String(31 + all.length),
        platform: wish.platform,
        account: wish.values.self_id ?? wish.values.corp_id ?? '7654321',
        name: wish.name,
        settings: Object.fromEntries(Object.entries(wish.values).filter(([name]) => !secrets.includes(name))),
        secrets_set: secrets.filter((name) => wish.values[name]),
        community_id: wish.community_id ?? null,
        last_event_at: null,
        silent_since: null,
      };
      all.push(made);
      return made;
    },
    'GET /accounts/{account}': of,
    'PATCH /accounts/{account}': (asked: Asked): Schemas['ConnectedAccount'] => {
      const { values: _, ...change } = asked.body as Partial<Schemas['ConnectedAccount']> & { values?: unknown };
      const changed = Object.assign(of(asked), change);
      changed.reachable = changed.on;
      return changed;
    },
    'DELETE /accounts/{account}': (asked: Asked) => {
      all.splice(all.indexOf(of(asked)), 1);
    },
    'GET /accounts/{account}/capabilities': (): AnswerOf<'/accounts/{account}/capabilities'> => page(abilities),
    'GET /accounts/{account}/groups': (): AnswerOf<'/accounts/{account}/groups'> => page(seen),
    'POST /accounts/{account}/groups': ({ body }: Asked): Schemas['SeenGroup'] => {
      const group = seen.find((one) => one.external_id === (body as { external_id: string }).external_id)!;
      group.group_id = '12';
      return group;
    },
    'GET /accounts/{account}/health': (asked: Asked): Schemas['AccountHealth'] => ({
      checks: of(asked).on
        ? [
            ok('connection'),
            ok('token'),
            ok('number'),
            {
              code: 'online',
              state: 'failed',
              params: { evidence: '{"retcode":1404,"wording":"账号已掉线"}' },
              remedy: 'sign_in_to_qq_again',
            },
            ok('groups'),
            { code: 'administrator', state: 'failed', params: plain, remedy: 'make_administrator' },
            { code: 'clock', state: 'unknown', params: {}, remedy: null },
          ]
        : [{ code: 'switched_on', state: 'failed', params: {}, remedy: 'switch_on' }],
      connected_since: of(asked).on ? ago(300) : null,
      last_event_at: of(asked).last_event_at,
    }),
  };
}
