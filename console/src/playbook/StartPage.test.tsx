import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { MockProblem, type Asked } from '../mock/install';
import { show } from '../mock/render';
import StartPage from './StartPage';

const page = (
  <Routes>
    <Route path="/communities/1/playbooks/:playbook/start" element={<StartPage />} />
    <Route path="*" element={<p>Another page</p>} />
  </Routes>
);
const at = '/communities/1/playbooks/1/start';
const looked: Schemas['PlaybookPreview'][] = [
  {
    group: { id: '11', name: '河畔一群' },
    why_not: null,
    by_hand: true,
    steps: [
      { key: 'hello', at: '2026-11-23T01:00:00Z', fate: 'past' },
      { key: 'look', at: '2026-11-23T12:00:00Z', fate: 'goes' },
      { key: 'ask', at: '2026-11-24T04:30:00Z', fate: 'goes' },
      { key: 'night', at: '2026-11-25T23:30:00Z', fate: 'quiet_hours' },
      { key: 'pick', at: '2026-11-27T04:00:00Z', fate: 'other_arm' },
      { key: 'end', at: '2026-11-29T12:00:00Z', fate: 'goes' },
    ],
  },
  { group: { id: '12', name: '演练群' }, why_not: 'runs_already', by_hand: false, steps: [] },
];

async function look(answers = {}) {
  const user = userEvent.setup();
  const asked: Schemas['PlaybookStart'][] = [];
  const started: Schemas['PlaybookStart'][] = [];
  show(page, {
    at,
    answers: {
      'POST /playbooks/{playbook}/preview': ({ body }: Asked) => (asked.push(body), { items: looked }),
      'POST /playbooks/{playbook}/runs': ({ body }: Asked) => (started.push(body), { items: [] }),
      ...answers,
    },
  });
  await user.click(await screen.findByRole('button', { name: 'All 2 groups' }));
  await user.click(screen.getByRole('button', { name: 'See what would happen' }));
  await screen.findByText('It would start in 1 group');
  return { user, asked, started };
}

it('shows what would happen in every group before it can start, and starts where it can', async () => {
  const { user, asked, started } = await look();
  expect(asked[0]!.groups).toEqual(['11', '12']);
  expect(asked[0]!.first_day).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(
    screen.getByText('3 messages and 1 task in all. 1 of these steps waits for the end of quiet hours.'),
  ).toBeTruthy();
  expect(screen.getByText(/In 1 group no machine may speak/)).toBeTruthy();
  expect(screen.getByText('Left out: 1 step whose time is over, 1 for other arms.')).toBeTruthy();
  expect(screen.getByText('It cannot start in 1 group; these are left alone')).toBeTruthy();
  expect(screen.getAllByText(/Runs here already/).length).toBe(2);
  expect(started).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Start in 1 group' }));
  await screen.findByText('Another page');
  expect(started).toEqual([{ groups: ['11'], first_day: asked[0]!.first_day }]);
});

it('goes through the steps of one group: when, what, and why not', async () => {
  const { user } = await look();
  await user.click(screen.getByText('Step by step'));
  await screen.findByText('Left out: its time is over');
  expect(screen.getByText('Left out: for another arm')).toBeTruthy();
  expect(screen.getByText('Waits for the end of quiet hours')).toBeTruthy();
  expect(screen.getByText(/挑三个人单独问候/)).toBeTruthy();
});

it('other groups than those that were looked at cannot be started', async () => {
  const { user } = await look();
  await user.click(screen.getByRole('button', { name: 'Choose none' }));
  expect(screen.queryByText('It would start in 1 group')).toBeNull();
  expect(screen.getByRole('note', { name: 'See first what would happen' })).toBeTruthy();
  expect(screen.getByRole('note', { name: 'Choose groups first' })).toBeTruthy();
});

it('when somebody was faster, none has started and it says so', async () => {
  const { user } = await look({
    'POST /playbooks/{playbook}/runs': () => {
      throw new MockProblem(409, 'playbook_runs_already', { group: '河畔一群' });
    },
  });
  await user.click(screen.getByRole('button', { name: 'Start in 1 group' }));
  const alerts = await screen.findAllByText(/It runs in “河畔一群” already, so it was started in none/);
  expect(within(alerts[0]!.closest('body')!).getByRole('button', { name: 'See what would happen' })).toBeTruthy();
});
