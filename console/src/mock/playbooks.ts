import type { AnswerOf, Schemas } from '../api/client';
import { MockProblem, type Asked } from './install';

type Step = Schemas['PlaybookStep'];
type Whole = Schemas['PlaybookRunWhole'];
type StepState = Whole['steps'][number]['state'];

const DAY = 86_400_000;
const ana: Schemas['ActorRef'] = { kind: 'operator', id: '1', name: 'Ana' };
const now = () => new Date().toISOString();
const today = (days = 0) => new Date(Date.now() + 8 * 3_600_000 + days * DAY).toISOString().slice(0, 10);
const dueAt = (firstDay: string, step: Step) =>
  new Date(Date.parse(`${firstDay}T${step.at}:00+08:00`) + (step.day - 1) * DAY).toISOString();
const quiet = (step: Step) => step.at >= '22:30' || step.at < '07:30';

const STEPS: Step[] = [
  {
    type: 'say',
    key: 'hello',
    day: 1,
    at: '09:00',
    text: '大家好，欢迎来到{group}！先用一句话介绍自己：最近在读什么书？',
  },
  { type: 'task', key: 'look', day: 1, at: '20:00', text: '看看谁还没打招呼，挑三个人单独问候', hours: 24 },
  { type: 'say', key: 'ask', day: 2, at: '12:30', text: '第 {day} 天的话题：哪一本书你愿意推荐给大家？' },
  { type: 'say', key: 'night', day: 3, at: '23:00', text: '睡前读十页，晚安。', arms: ['7:b'] },
  { type: 'task', key: 'pick', day: 5, at: '12:00', text: '挑出最好的三条发言，整理成一段精华', hours: 48 },
  { type: 'say', key: 'end', day: 7, at: '20:00', text: '第一周结束了，谢谢每一位开口的人。' },
];

/** Two playbooks: one runs in the live room and was stopped elsewhere, one never ran. */
export function playbooks(groups: Schemas['Group'][]): Record<string, (asked: Asked) => unknown> {
  const ref = (id: string) => {
    const { name } = groups.find((one) => one.id === id)!;
    return { id, name };
  };
  const all: Schemas['Playbook'][] = [
    {
      id: '1',
      community: '1',
      name: '新群第一周 First week',
      version: 3,
      steps: STEPS,
      running: 1,
      ran: 1,
      changed_at: new Date(Date.now() - 2 * DAY).toISOString(),
      changed_by: ana,
    },
    {
      id: '2',
      community: '1',
      name: '读书月 Reading month',
      version: 1,
      steps: STEPS.slice(0, 3),
      running: 0,
      ran: 0,
      changed_at: new Date(Date.now() - 5 * DAY).toISOString(),
      changed_by: ana,
    },
  ];
  const told = (firstDay: string, step: Step, state: StepState, why: string | null = null): Whole['steps'][number] => ({
    step,
    due_at: dueAt(firstDay, step),
    state,
    why,
    at: state === 'waiting' ? null : dueAt(firstDay, step),
  });
  const run = (
    id: string,
    group: string,
    firstDay: string,
    fates: [StepState, string?][],
    more: Partial<Schemas['PlaybookRun']>,
  ): Whole => {
    const steps = STEPS.map((step, n) => told(firstDay, step, fates[n]![0], fates[n]![1] ?? null));
    const waits = steps.filter((one) => one.state === 'waiting');
    const count = (...states: StepState[]) => steps.filter((one) => states.includes(one.state)).length;
    const skipped = count('skipped', 'cancelled');
    const failed = count('rejected', 'unknown');
    return {
      run: {
        id,
        playbook: '1',
        name: all[0]!.name,
        version: 2,
        group: ref(group),
        first_day: firstDay,
        state: 'running',
        counts: { waiting: waits.length, done: steps.length - waits.length - skipped - failed, failed, skipped },
        next_at: waits[0]?.due_at ?? null,
        started_at: dueAt(firstDay, { ...STEPS[0]!, at: '08:00' }),
        started_by: ana,
        ended_at: null,
        why: null,
        ...more,
      },
      steps,
    };
  };
  let runs: Whole[] = [
    run(
      '21',
      '12',
      today(-3),
      [['delivered'], ['task_done'], ['delivered'], ['skipped', 'other_arm'], ['waiting'], ['waiting']],
      {},
    ),
    run(
      '20',
      '11',
      today(-20),
      [
        ['handed'],
        ['task_not_done'],
        ['rejected', 'cap'],
        ['skipped', 'late'],
        ['skipped', 'stopped'],
        ['skipped', 'stopped'],
      ],
      { state: 'stopped', version: 1, next_at: null, ended_at: `${today(-15)}T03:00:00Z`, why: '群里在办线下活动' },
    ),
  ];
  const find = (id: string) => {
    const found = all.find((one) => one.id === id);
    if (!found) throw new MockProblem(404, 'playbook_not_found');
    return found;
  };
  const findRun = (id: string) => {
    const found = runs.find((one) => one.run.id === id);
    if (!found) throw new MockProblem(404, 'playbook_run_not_found');
    return found;
  };
  const runsIn = (playbook: string, group: string) =>
    runs.some(({ run }) => run.playbook === playbook && run.group.id === group && run.state === 'running');
  const keep = (next: Schemas['Playbook']) => {
    const at = all.findIndex((one) => one.id === next.id);
    if (at < 0) all.push(next);
    else all[at] = next;
    return next;
  };
  const write = (id: string, wish: Schemas['PlaybookWish'], before?: Schemas['Playbook']) => {
    if (all.some((one) => one.name === wish.name && one.id !== id))
      throw new MockProblem(409, 'playbook_name_taken', { name: wish.name });
    return keep({
      running: 0,
      ran: 0,
      community: '1',
      ...before,
      id,
      name: wish.name,
      steps: wish.steps,
      version: (before?.version ?? 0) + 1,
      changed_at: now(),
      changed_by: ana,
    });
  };
  const stop = (which: (whole: Whole) => boolean, why: string) => {
    if (!runs.some(which)) throw new MockProblem(409, 'playbook_not_running');
    runs = runs.map((whole) => {
      if (!which(whole)) return whole;
      const { counts } = whole.run;
      const playbook = find(whole.run.playbook);
      keep({ ...playbook, running: playbook.running - 1, ran: playbook.ran + 1 });
      return {
        run: {
          ...whole.run,
          state: 'stopped' as const,
          counts: { ...counts, waiting: 0, skipped: counts.skipped + counts.waiting },
          next_at: null,
          ended_at: now(),
          why,
        },
        steps: whole.steps.map((one) =>
          one.state === 'waiting' ? { ...one, state: 'skipped' as const, why: 'stopped', at: now() } : one,
        ),
      };
    });
  };
  const looked = (playbook: Schemas['Playbook'], { groups, first_day }: Schemas['PlaybookStart']) =>
    groups.map((id): Schemas['PlaybookPreview'] => {
      const steps = playbook.steps.map((step) => {
        const at = dueAt(first_day, step);
        const fate: Schemas['PlaybookPreview']['steps'][number]['fate'] =
          at < now()
            ? 'past'
            : (step.arms ?? []).length > 0 && id === '11'
              ? 'other_arm'
              : quiet(step)
                ? 'quiet_hours'
                : 'goes';
        const morning = dueAt(first_day, { ...step, at: '07:30', day: step.day + (step.at > '12:00' ? 1 : 0) });
        return { key: step.key, at: fate === 'quiet_hours' ? morning : at, fate };
      });
      const over = steps.every((one) => one.fate === 'past');
      return {
        group: ref(id),
        why_not: runsIn(playbook.id, id) ? 'runs_already' : over ? 'nothing_left' : null,
        by_hand: id === '11',
        steps,
      };
    });
  return {
    'GET /communities/{community}/playbooks': (): AnswerOf<'/communities/{community}/playbooks'> => ({
      items: all.toSorted((a, b) => a.name.localeCompare(b.name)),
    }),
    'POST /communities/{community}/playbooks': ({ body }): Schemas['Playbook'] => write(String(all.length + 1), body),
    'GET /playbooks/{playbook}': ({ path }): Schemas['Playbook'] => find(path.playbook!),
    'PUT /playbooks/{playbook}': ({ path, body }): Schemas['Playbook'] => {
      const before = find(path.playbook!);
      if ((body as Schemas['PlaybookWish']).version !== before.version)
        throw new MockProblem(409, 'playbook_changed', { version: before.version });
      return write(before.id, body, before);
    },
    'DELETE /playbooks/{playbook}': ({ path }) => {
      const { id, ran, running } = find(path.playbook!);
      if (ran + running > 0) throw new MockProblem(409, 'playbook_ran');
      all.splice(
        all.findIndex((one) => one.id === id),
        1,
      );
    },
    'POST /playbooks/{playbook}/preview': ({ path, body }) => ({ items: looked(find(path.playbook!), body) }),
    'GET /playbooks/{playbook}/runs': ({ path }): AnswerOf<'/playbooks/{playbook}/runs'> => ({
      items: runs.map((whole) => whole.run).filter((one) => one.playbook === path.playbook),
      next_cursor: null,
    }),
    'POST /playbooks/{playbook}/runs': ({ path, body }) => {
      const playbook = find(path.playbook!);
      const { groups: chosen, first_day } = body as Schemas['PlaybookStart'];
      const taken = chosen.find((id) => runsIn(playbook.id, id));
      if (taken) throw new MockProblem(409, 'playbook_runs_already', { group: ref(taken).name });
      const started = looked(playbook, body).map(({ group, steps }, n): Whole => {
        const parts = steps.map((one) => {
          const step = playbook.steps.find((each) => each.key === one.key)!;
          return one.fate === 'past' ? told(first_day, step, 'skipped', 'past') : told(first_day, step, 'waiting');
        });
        const waits = parts.filter((one) => one.state === 'waiting');
        return {
          run: {
            id: String(100 + runs.length + n),
            playbook: playbook.id,
            name: playbook.name,
            version: playbook.version,
            group,
            first_day,
            state: 'running',
            counts: { waiting: waits.length, done: 0, failed: 0, skipped: parts.length - waits.length },
            next_at: waits[0]?.due_at ?? null,
            started_at: now(),
            started_by: ana,
            ended_at: null,
            why: null,
          },
          steps: parts,
        };
      });
      runs = [...started, ...runs];
      keep({ ...playbook, running: playbook.running + started.length });
      return { items: started.map((whole) => whole.run) };
    },
    'POST /playbooks/{playbook}/stop': ({ path, body }): Schemas['Playbook'] => {
      stop(({ run }) => run.playbook === path.playbook && run.state === 'running', (body as { why: string }).why);
      return find(path.playbook!);
    },
    'GET /playbook-runs/{run}': ({ path }): Whole => findRun(path.run!),
    'POST /playbook-runs/{run}/stop': ({ path, body }): Whole => {
      findRun(path.run!);
      stop(({ run }) => run.id === path.run && run.state === 'running', (body as { why: string }).why);
      return findRun(path.run!);
    },
    'GET /communities/{community}/experiments': (): AnswerOf<'/communities/{community}/experiments'> => ({
      items: [],
      next_cursor: null,
    }),
  };
}
