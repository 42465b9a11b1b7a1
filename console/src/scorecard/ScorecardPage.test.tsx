import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Asked } from '../mock/install';
import { show } from '../mock/render';
import ScorecardPage from './ScorecardPage';

it('a goal of the community holds until the group has one of its own', async () => {
  const user = userEvent.setup();
  let given: unknown;
  show(<ScorecardPage />, {
    at: '/?tab=goal',
    answers: {
      'PUT /groups/{group}/goal': ({ body }: Asked) => {
        given = body;
      },
    },
  });
  const here = await screen.findByRole('group', { name: 'Goal of this group' });
  expect(within(here).getByText('Activity (of the community)')).toBeTruthy();
  await user.click(within(here).getByRole('combobox'));
  await user.click(await screen.findByTitle('Growth'));
  fireEvent.change(within(here).getByLabelText('Target of New members'), { target: { value: '120' } });
  await user.click(within(here).getByRole('button', { name: 'Save' }));
  await expect.poll(() => given).toEqual({ goal: 'growth', target: 1.2 });
});

it('another goal begins without the target of the one before', async () => {
  const user = userEvent.setup();
  let given: unknown;
  show(<ScorecardPage />, {
    at: '/?tab=goal',
    answers: {
      'PUT /groups/{group}/goal': ({ body }: Asked) => {
        given = body;
      },
    },
  });
  const here = await screen.findByRole('group', { name: 'Goal of this group' });
  await user.click(within(here).getByRole('combobox'));
  await user.click(await screen.findByTitle('Growth'));
  // 1.1 ÷ 100 is a little more than 0.011, which 11 of 1,000 would then miss
  fireEvent.change(within(here).getByLabelText('Target of New members'), { target: { value: '1.1' } });
  await user.click(within(here).getByRole('button', { name: 'Save' }));
  await expect.poll(() => given).toEqual({ goal: 'growth', target: 0.011 });
  await user.click(within(here).getByRole('combobox'));
  await user.click(await screen.findByTitle('Retention'));
  await user.click(within(here).getByRole('button', { name: 'Save' }));
  await expect.poll(() => given).toEqual({ goal: 'retention', target: null });
});

it('a goal says whether it is met, of how many, and what may be chance', async () => {
  show(<ScorecardPage />, { at: '/?tab=goal' });
  const row = await screen.findByRole('row', { name: /^Members who speak/ });
  expect(within(row).getByText('Met')).toBeTruthy();
  expect(within(row).getByText('71 of 214')).toBeTruthy();
  expect(within(row).getByText('hardly chance (p ≤ 0.03)')).toBeTruthy();
  expect(screen.getByText('no questions')).toBeTruthy();
});

it('a role says of each who holds it what says so', async () => {
  show(<ScorecardPage />, { at: '/?tab=roles' });
  const active = await screen.findByRole('region', { name: 'Active members' });
  expect(within(active).getByText('26 days, 412 messages')).toBeTruthy();
  expect(within(active).getByText('left')).toBeTruthy();
  expect(within(active).getByText('5 more stand in the CSV')).toBeTruthy();
  const nobody = screen.getByRole('region', { name: 'Nobody in these four weeks' });
  expect(within(nobody).getByText('Lurkers')).toBeTruthy();
});
