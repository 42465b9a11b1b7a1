import type { Schemas } from '../api/client';
import type { Asked } from './install';

const ELEMENTS = ['interest', 'structure', 'output', 'operation', 'replication'] as const;
const PERIODS = ['2026-05-10', '2026-06-07', '2026-07-05', '2026-08-02', '2026-08-30', '2026-09-27', '2026-10-25'];

const points = (whole: number): Schemas['ElementPoints'] => ({
  points: whole,
  elements: {
    interest: whole + 12,
    structure: whole - 9,
    output: whole + 4,
    operation: whole - 7,
    replication: whole > 50 ? whole : null,
  },
});

const line = (
  name: Schemas['GoalLine']['line'],
  hits: number,
  of: number,
  before: number | null,
): Schemas['GoalLine'] => ({
  line: name,
  hits,
  of,
  value: hits / of,
  low: Math.max(0, hits / of - 1 / Math.sqrt(of)),
  high: Math.min(1, hits / of + 1 / Math.sqrt(of)),
  unknown: null,
  few: of < 30,
  before,
  change: before === null ? null : hits / of - before,
  p: before === null ? null : 0.03,
});

const LINES = [
  line('participation', 71, 214, 0.27),
  line('constancy', 212, 1988, 0.12),
  line('core', 9, 71, 0.11),
  line('rhythm', 26, 28, 0.9),
  {
    ...line('answers', 0, 1, null),
    hits: null,
    of: null,
    value: null,
    low: null,
    high: null,
    unknown: 'no_questions' as const,
  },
];

const people = (names: string[], first: number, second: number) =>
  names.map((name, n) => ({
    member: { id: String(101 + n), name },
    first: first - n,
    second: Math.max(0, second - n),
    gone: n === 2,
  }));

/** Two groups side by side, one of them by its goal, its elements and its members. */
export const league = (groups: Schemas['Group'][]) => {
  let goal: { goal: Schemas['GroupGoal']['goal']; target: number | null; own: boolean } = {
    goal: 'activity',
    target: 0.3,
    own: false,
  };
  const now = points(54);
  return {
    'GET /league': (): { items: Schemas['LeagueRow'][] } => ({
      items: groups.map((group, n) => ({
        group_id: group.id,
        community_id: group.community_id,
        name: group.name,
        platform: group.platform,
        from: '2026-09-28',
        until: '2026-10-25',
        goal: goal.goal,
        goal_own: goal.own,
        target: goal.target,
        main: LINES[0]!,
        met: n === 0,
        alive: n === 0,
        members: 214 - 80 * n,
        speakers: 71 - 30 * n,
        messages: 2841 - 1200 * n,
        speakers_before: 62,
        messages_before: 2410,
        now: points(54 - 14 * n),
        before: points(49),
      })),
    }),
    'GET /groups/{group}/elements': ({ path }: Asked): Schemas['GroupElements'] => ({
      group_id: path.group!,
      from: '2026-09-28',
      until: '2026-10-25',
      alive: true,
      members: 214,
      speakers: 71,
      messages: 2841,
      points: now.points,
      elements: ELEMENTS.map((element) => ({ element, points: now.elements[element], measures: [] })),
      steps: [{ measure: 'answers', points: 60, share: 0.6, acts: 7, gain: 1.9 }],
      trend: PERIODS.map((until, n) => ({ from: until, until, now: points(40 + 2 * n) })),
    }),
    'GET /groups/{group}/goal': (): Schemas['GroupGoal'] => ({
      from: '2026-09-28',
      until: '2026-10-25',
      ...goal,
      met: goal.target === null ? null : 71 / 214 >= goal.target,
      lines: goal.goal ? LINES : [],
    }),
    'PUT /groups/{group}/goal': ({ body }: Asked) => {
      goal = { ...(body as typeof goal), own: true };
    },
    'DELETE /groups/{group}/goal': () => {
      goal = { goal: 'activity', target: 0.3, own: false };
    },
    'GET /communities/{community}/goal': () => ({ goal: 'activity' as const, target: 0.3 }),
    'PUT /communities/{community}/goal': () => undefined,
    'DELETE /communities/{community}/goal': () => undefined,
    'GET /groups/{group}/roles': ({ path }: Asked): Schemas['GroupRoles'] => ({
      group_id: path.group!,
      from: '2026-09-28',
      until: '2026-10-25',
      members: 214,
      speakers: 71,
      roles: [
        { role: 'authority', holders: 3, items: people(['Ana', 'Bo', 'Dai'], 31, 212) },
        { role: 'solver', holders: 2, items: people(['Bo', 'Eva'], 14, 9) },
        { role: 'expert', holders: 1, items: people(['Bo'], 14, 88) },
        { role: 'trainer', holders: 1, items: people(['Ana'], 11, 40) },
        { role: 'resource_finder', holders: 1, items: people(['Gu'], 9, 6) },
        { role: 'innovator', holders: 2, items: people(['Ana', 'Fang'], 6, 18) },
        { role: 'executor', holders: 1, items: people(['Ana'], 12, 8) },
        { role: 'active', holders: 9, items: people(['Ana', 'Bo', 'Dai', 'Eva'], 26, 412) },
        { role: 'lurker', holders: 0, items: [] },
        { role: 'at_risk', holders: 2, items: people(['Hu', 'Ito'], 14, 2) },
      ],
    }),
  };
};
