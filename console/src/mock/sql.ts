import type { Schemas } from '../api/client';
import { MockProblem, type Asked } from './install';

const column = (name: string, type: string) => ({ name, type });

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
