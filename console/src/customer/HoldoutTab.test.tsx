import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import type { Asked } from '../mock/install';
import { show } from '../mock/render';
import { world } from '../mock/world';
import { HoldoutTab } from './HoldoutTab';

const session = world()['GET /session']({} as Asked) as Schemas['Session'];
const plan: Schemas['Holdout'] = {
  id: '3',
  name: 'Invite half',
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
};
const rehearsal: Schemas['HoldoutRehearsal'] = {
  users: 1211,
  members: 1,
  invited: 10,
  elsewhere: 0,
  study: null,
  now: 610,
  later: 590,
  bought: 240,
  detectable: 0.067,
  spend: 1600,
  detectable_spend: 518,
  incomplete: 0,
  balance: [{ name: 'orders', now: 0.2, later: 0.21, apart: -0.02 }],
};
const result: Schemas['HoldoutResult'] = {
  now: { people: 610, joined: 366, buyers: 214, mean_orders: 0.4, mean_spend: 3500 },
  later: { people: 589, joined: 1, buyers: 118, mean_orders: 0.2, mean_spend: 2000 },
  ratio: 0.56,
  alarm: false,
  buyers: { difference: 0.15, low: 0.1, high: 0.2, p: 0.0001 },
  orders: { difference: 0.2, low: 0.14, high: 0.26, p: 0.0001 },
  spend: { difference: 1500, low: 900, high: 2100, p: 0.0001 },
  joiners: {
    more: 0.598,
    f: 880,
    refused: null,
    buyers: { difference: 0.25, low: 0.17, high: 0.33, p: 0.0001 },
    orders: { difference: 0.33, low: 0.23, high: 0.43, p: 0.0001 },
    spend: { difference: 2508, low: 1500, high: 3516, p: 0.0001 },
  },
  orders_until: '2026-04-01',
  conclusion: 'more',
};
const answers = (holdout: Schemas['Holdout'], rest: object) => ({
  'GET /session': () => ({ ...session, permissions: [...session.permissions, 'customer:write'] }),
  'GET /communities/{community}/holdouts': () => ({ items: [holdout] }),
  'GET /communities/{community}/holdouts/{holdout}': () => ({ holdout, rehearsal: null, result: null, ...rest }),
});

it('shows before the start how many are on each list and how small a difference could be seen', async () => {
  show(<HoldoutTab />, { answers: answers(plan, { rehearsal }) });
  expect(await screen.findByText('610', {}, { timeout: 10_000 })).toBeTruthy();
  expect(screen.getByText(/a rise of 6\.7\d* points/)).toBeTruthy();
  expect(screen.getByText(/A rise of .*5\.18 a person/)).toBeTruthy();
  expect((screen.getByRole('button', { name: 'Start' }) as HTMLButtonElement).disabled).toBe(false);
}, 30_000);

it('says why a study cannot start', async () => {
  show(<HoldoutTab />, {
    answers: answers(plan, { rehearsal: { ...rehearsal, elsewhere: 7, study: 'Spring' } }),
  });
  const start = await screen.findByRole('button', { name: 'Start' }, { timeout: 10_000 });
  expect((start as HTMLButtonElement).disabled).toBe(true);
  expect(screen.getByLabelText(/7 users are in “Spring”/)).toBeTruthy();
}, 30_000);

it('says what may and may not be concluded, and keeps the later list locked with the reason', async () => {
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  const study = {
    ...plan,
    state: 'read' as const,
    started_on: '2026-03-02',
    outcome_until: '2026-04-01',
    locked_until: '2026-05-01',
    dealt_now: 610,
    dealt_later: 590,
  };
  show(<HoldoutTab />, { answers: answers(study, { result }) });
  expect(await screen.findByText(/More of the invited bought within 30 days/, {}, { timeout: 10_000 })).toBeTruthy();
  expect(screen.getByText(/not what being a member does/)).toBeTruthy();
  expect(screen.getByText('589 (of 590 at the start)')).toBeTruthy();
  await user.click(screen.getByRole('combobox', { name: 'List' }));
  await user.click(await screen.findByTitle('Invite later'));
  expect(await screen.findByText(/Delayed until 2026-05-01/)).toBeTruthy();
}, 30_000);

const running = {
  ...plan,
  state: 'running' as const,
  started_on: '2026-03-02',
  outcome_until: '2026-04-01',
  locked_until: '2026-05-01',
  dealt_now: 610,
  dealt_later: 590,
};

it('shows what joining did below what the invitation did, and says why where it cannot', async () => {
  const read = { ...running, state: 'read' as const };
  const shown = show(<HoldoutTab />, { answers: answers(read, { result }) });
  expect(await screen.findByText('15 points', {}, { timeout: 10_000 })).toBeTruthy();
  expect(screen.getByText('25 points')).toBeTruthy();
  expect(screen.queryByText(/import what is missing/)).toBeNull();
  shown.unmount();
  const weak = { ...result.joiners, refused: 'weak', f: 2.1, buyers: null, orders: null, spend: null };
  show(<HoldoutTab />, {
    answers: answers(read, { result: { ...result, joiners: weak, orders_until: '2026-03-20' } }),
  });
  expect(await screen.findByText(/made hardly anybody join/, {}, { timeout: 10_000 })).toBeTruthy();
  expect(screen.getByText('F = 2.1')).toBeTruthy();
  expect(screen.queryByText('25 points')).toBeNull();
  expect(screen.getByText(/known until 2026-03-20/)).toBeTruthy();
}, 30_000);

it('stops a running study with a reason, and says afterwards that it was stopped', async () => {
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  let stopped: string | null = null;
  const early = { ...result, conclusion: 'stopped_early' as const };
  show(<HoldoutTab />, {
    answers: {
      ...answers(running, {}),
      'GET /communities/{community}/holdouts/{holdout}': () => ({
        holdout: stopped
          ? {
              ...running,
              state: 'stopped',
              stopped_on: '2026-03-12',
              stopped_why: stopped,
              outcome_until: '2026-03-11',
            }
          : running,
        rehearsal: null,
        result: early,
      }),
      'POST /communities/{community}/holdouts/{holdout}/stop': ({ body }: Asked) => {
        stopped = (body as { why: string }).why;
        return { holdout: running, rehearsal: null, result: early };
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Stop the study' }, { timeout: 10_000 }));
  expect(await screen.findByText(/The 590 who are delayed may be invited/)).toBeTruthy();
  expect(screen.getByRole('textbox').getAttribute('maxlength'), 'as many as are kept').toBe('500');
  await user.click(screen.getByRole('textbox'));
  await user.paste('The shop closes');
  await user.click(screen.getAllByRole('button', { name: 'Stop the study' }).at(-1)!);
  expect(await screen.findByText('The shop closes', {}, { timeout: 10_000 })).toBeTruthy();
  expect(screen.getByText(/stopped before its outcome was over/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Stop the study' })).toBeNull();
}, 30_000);

it('teaches where there is no study', async () => {
  show(<HoldoutTab />, { answers: { 'GET /communities/{community}/holdouts': () => ({ items: [] }) } });
  expect(await screen.findByText('No study yet', {}, { timeout: 10_000 })).toBeTruthy();
}, 30_000);
