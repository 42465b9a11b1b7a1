import type { Schemas } from '../api/client';
import { MockProblem, type Asked } from './install';

const column = (name: string, type: string) => ({ name, type });

const NEXT = ['2026-11-30', '2026-12-07', '2026-12-14'].map((day) => ({ at: `${day}T01:00:00Z`, note: null }));
const RUNS: Schemas['ScheduleRun'][] = [
  {
    due_at: '2026-11-23T01:00:00Z',
    state: 'sent',
    reason: null,
    ended_at: '2026-11-23T01:00:02Z',
    found: 9,
    mails: 2,
  },
  {
    due_at: '2026-11-16T01:00:00Z',
    state: 'failed',
    reason: 'mail_unreachable',
    ended_at: '2026-11-16T01:00:31Z',
    found: 9,
    mails: 0,
  },
  { due_at: '2026-11-09T01:00:00Z', state: 'missed', reason: null, ended_at: null, found: null, mails: 0 },
];
const schedules: Schemas['Schedule'][] = [
  {
    id: '1',
    saved: '1',
    every: 'week',
    day: 1,
    at: '09:00',
    language: 'zh-CN',
    letters: 2,
    emails: ['ana@example.com', 'bo@example.com'],
    group: { id: '1', name: 'Riverside tea house' },
    state: 'active',
    why: null,
    next: NEXT,
    last: RUNS[0]!,
  },
];

/** Three days of a small group; a statement with `wrong` in it is refused. */
export const sql = () => ({
  'GET /communities/{community}/sql/tables': (): Schemas['SqlTables'] => ({
    seconds: 20,
    items: [
      {
        name: 'event',
        columns: [
          column('group_id', 'bigint'),
          column('member_id', 'bigint'),
          column('happened_at', 'timestamp'),
          column('day', 'date'),
          column('kind', 'varchar'),
          column('said', 'boolean'),
        ],
      },
      { name: 'groups', columns: [column('group_id', 'bigint'), column('name', 'varchar')] },
    ],
  }),
  'GET /communities/{community}/saved': (): { items: Schemas['SavedQuestion'][] } => ({
    items: [
      {
        id: '1',
        name: '新人七天内开口',
        kind: 'funnel',
        address: 'steps=joined.said&window=168',
        question: {},
        version: 1,
        changed_at: '2026-11-21T02:00:00Z',
      },
      {
        id: '2',
        name: 'Messages by day',
        kind: 'sql',
        address: 'sql=select+day+from+event',
        question: {},
        version: 2,
        changed_at: '2026-11-20T02:00:00Z',
      },
    ],
  }),
  'GET /communities/{community}/schedules': (): {
    items: Schemas['Schedule'][];
    zone: string;
    mail: boolean;
    link: boolean;
  } => ({ items: schedules, zone: 'Asia/Shanghai', mail: true, link: true }),
  'GET /communities/{community}/schedules/times': (): { zone: string; items: Schemas['ScheduleDue'][] } => ({
    zone: 'Asia/Shanghai',
    items: NEXT,
  }),
  'POST /saved/{saved}/schedules': ({ path, body }: Asked): Schemas['Schedule'] => {
    const wish = body as Schemas['ScheduleWish'];
    const made = {
      ...schedules[0]!,
      id: String(schedules.length + 1),
      saved: path.saved!,
      every: wish.every,
      day: wish.day ?? 0,
      at: wish.at,
      emails: wish.emails ?? [],
      letters: wish.emails?.length ?? 0,
      group: wish.group ? { id: wish.group, name: 'Riverside tea house' } : null,
      last: null,
    };
    schedules.push(made);
    return made;
  },
  'POST /schedules/{schedule}/try': ({ path, body }: Asked): Schemas['ScheduleTried'] => {
    const of = schedules.find((one) => one.id === path.schedule)!;
    const text = ['Messages by day', '2026-11-16 至 2026-11-22', '', 'day | messages | people'].concat([
      '2026-11-20 | 41 | 12',
      '2026-11-21 | 36 | 9',
      '2026-11-22 | 58 | 17',
    ]);
    return {
      found: 3,
      to_group: of.group && text.join('\n'),
      subject: of.letters > 0 ? 'Messages by day · 2026-11-16 至 2026-11-22' : null,
      text: of.letters > 0 ? text.join('\n') : null,
      sent_to: (body as { email?: string | null }).email ?? null,
      reason: null,
    };
  },
  'GET /schedules/{schedule}/runs': (): { items: Schemas['ScheduleRun'][] } => ({ items: RUNS }),
  'POST /communities/{community}/sql': ({ body }: Asked): Schemas['SqlAnswer'] => {
    if ((body as Schemas['SqlQuestion']).sql.includes('wrong'))
      throw new MockProblem(400, 'sql_wrong', {
        line: 2,
        message: 'Binder Error: Referenced column "wrong" not found',
      });
    return {
      columns: [
        { name: 'day', type: 'date' },
        { name: 'messages', type: 'number' },
        { name: 'people', type: 'number' },
      ],
      rows: [
        ['2026-11-20', 41, 12],
        ['2026-11-21', 36, 9],
        ['2026-11-22', 58, 17],
      ],
      more: false,
      as_of: '2026-11-22T03:00:00Z',
      took_ms: 12,
    };
  },
});
