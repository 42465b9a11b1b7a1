import type { Schemas } from '../api/client';
import type { Asked } from './install';
import { report } from './report';

const NAMES = ['Ana', 'Bo', 'Chen', 'Dai', 'Eva', 'Fang', 'Gu', 'Hu'];
const member = (n: number) => ({ id: String(101 + n), name: NAMES[n % 8] + (n > 7 ? n : '') });
const COUNT = 71;
const circleOf = (n: number) => 1 + Math.floor(4 * (n / COUNT) ** 1.3);

const people: Schemas['ConnectedMember'][] = Array.from({ length: COUNT }, (_, n) => ({
  member: member(n),
  circle: circleOf(n),
  dimension: Math.max(1, Math.round(30 / (n + 1) ** 0.7)),
  frequency: n % 9 === 8 ? null : Math.round(300 / (n + 2)) / 10,
  duration: (n * 7) % 90,
  sent: Math.round(240 / (n + 1)),
  received: Math.round(200 / (n + 1)) + 1,
  outside: (n % 5) / 6,
  reached: 1 + (n % 4),
  betweenness: 0.41 / (n + 1),
  cuts_off: n === 0 ? 6 : n === 3 ? 2 : 0,
}));

const edges: Schemas['Connection'][] = people
  .flatMap((_, n) =>
    [1, 4, 9].map((step) => {
      const to = step === 9 ? n % 7 : people.findIndex((_, m) => circleOf(m) === circleOf(n)) + ((n * step) % 5);
      return { from: member(n).id, to: member(Math.min(to, COUNT - 1)).id, messages: 1 + ((n * step) % 11) };
    }),
  )
  .filter((edge) => edge.from !== edge.to)
  .toSorted((a, b) => b.messages - a.messages);

const asked = new Set<string>();
const newcomers: Schemas['NewcomerAlone'][] = [
  {
    member: { id: '180', name: 'Hu' },
    joined_at: null,
    spoke_at: '2026-11-19T02:00:00Z',
    messages: 2,
    waited_hours: 75,
    task: null,
  },
  {
    member: { id: '181', name: 'Ito' },
    joined_at: '2026-11-21T02:00:00Z',
    spoke_at: null,
    messages: 0,
    waited_hours: 27,
    task: null,
  },
];

/** Connections of a group of 71, and two newcomers nobody has spoken to. */
export const connections = () => ({
  'GET /groups/{group}/connections': ({ query }: Asked): Schemas['Network'] => {
    const shown = people.slice(0, Number(query.get('shown') ?? 60));
    const drawn = new Set(shown.map((one) => one.member.id));
    const between = edges.filter((edge) => drawn.has(edge.from) && drawn.has(edge.to));
    return {
      first_day: '2026-08-01',
      last_day: '2026-10-31',
      totals: report.graph,
      modularity: 0.43,
      circles_in_all: 4,
      circles: [1, 2, 3, 4].map((number) => ({
        number,
        members: people.filter((one) => one.circle === number).length,
        inside: 420 / number,
        crossing: 60 + 10 * number,
        foremost: people
          .filter((one) => one.circle === number)
          .slice(0, 3)
          .map((one) => one.member),
      })),
      shown,
      edges: between,
      edges_in_all: between.length,
      bridges: people.slice(0, 6),
      pivots: null,
    };
  },
  'GET /groups/{group}/newcomers-alone': (): Schemas['NewcomersAlone'] => ({
    from: '2026-11-09',
    until: '2026-11-22',
    came: 9,
    alone: newcomers.length,
    items: newcomers.map((one) => ({ ...one, task: asked.has(one.member.id) ? ('open' as const) : null })),
  }),
  'POST /groups/{group}/newcomers-alone/{member}/greeting': ({ path }: Asked) => {
    asked.add(path.member);
  },
});
