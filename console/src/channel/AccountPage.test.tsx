import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import { accounts } from '../mock/accounts';
import { MockProblem, type Asked } from '../mock/install';
import { show } from '../mock/render';
import AccountPage from './AccountPage';

const page = (
  <Routes>
    <Route path="/accounts/:account" element={<AccountPage />} />
    <Route path="/accounts" element={<p>all accounts</p>} />
  </Routes>
);

it('the first check that fails says what to do first, and shows the platform’s own words', async () => {
  show(page, { at: '/accounts/31' });
  const online = await screen.findByTestId('check-online');
  expect(within(online).getByText('Do this first')).toBeTruthy();
  expect(within(online).getByText('Sign in to QQ again in the bot')).toBeTruthy();
  expect(within(online).getByText(/账号已掉线/)).toBeTruthy();
  const administrator = screen.getByTestId('check-administrator');
  expect(within(administrator).queryByText('Do this first')).toBeNull();
  expect(within(administrator).getByText('2 groups: 河畔一群, 河畔二群')).toBeTruthy();
});

it('says of each ability whether it has it, why not, and what would help', async () => {
  show(page, { at: '/accounts/31?tab=abilities' });
  const remove = await screen.findByRole('row', { name: /^Remove a member In part/ });
  expect(within(remove).getByText('It is no administrator there')).toBeTruthy();
  expect(within(remove).getByText('Ask the owners of these groups to make it administrator')).toBeTruthy();
  expect(screen.getByRole('row', { name: /^Hear messages Yes/ })).toBeTruthy();
  expect(screen.getByRole('row', { name: /^Create groups No The platform lets no machine do this/ })).toBeTruthy();
});

it('says that an account has fallen silent, since when, and what to do', async () => {
  show(page, {
    at: '/accounts/31',
    answers: {
      'GET /accounts/{account}': (asked: Asked) => ({
        ...(accounts()['GET /accounts/{account}'](asked) as object),
        silent_since: '2026-11-24T22:10:00Z',
      }),
    },
  });
  await screen.findByText('This account has fallen silent');
  expect(screen.getByText('Silent')).toBeTruthy();
  expect(screen.getByText(/Walk through the checks below/)).toBeTruthy();
});

it('shows when a group was compared and what was missed', async () => {
  show(page, { at: '/accounts/31?tab=groups' });
  expect(await screen.findByText('3 missed')).toBeTruthy();
  expect(screen.getByText('not yet')).toBeTruthy();
});

it('a group without a community is added to one', async () => {
  const user = userEvent.setup();
  let placed: unknown;
  show(page, {
    at: '/accounts/31?tab=groups',
    answers: {
      'POST /accounts/{account}/groups': ({ body }: Asked) => {
        placed = body;
        return {};
      },
    },
  });
  await screen.findByText('1 group has no community yet: their events are counted and not kept');
  await user.click(screen.getByRole('button', { name: 'Add to a community' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Add to a community' }));
  await screen.findByText('Added');
  expect(placed).toEqual({ external_id: '700300', community_id: '1', name: '河畔新书分享' });
});

it('removing says whom it reaches and that the credentials cannot come back', async () => {
  const user = userEvent.setup();
  show(page, { at: '/accounts/31' });
  await user.click(await screen.findByRole('button', { name: 'Remove' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText(/^Reaches 1 group: they keep their place and history/)).toBeTruthy();
  expect(within(dialog).getByText(/^Its credentials are deleted and cannot be brought back/)).toBeTruthy();
  await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
  await screen.findByText('all accounts');
});

it('a secret is never shown, and is kept when its field stays empty', async () => {
  const user = userEvent.setup();
  let sent: { values: Record<string, string> } | undefined;
  show(page, {
    at: '/accounts/31?tab=settings',
    answers: {
      'PATCH /accounts/{account}': ({ body }: Asked) => {
        sent = body;
        throw new MockProblem(409, 'account_is_another');
      },
    },
  });
  const secret = (await screen.findByLabelText(/^Access token/)) as HTMLInputElement;
  expect(secret.value).toBe('');
  expect(secret.placeholder).toBe('saved and not shown; leave empty to keep');
  fireEvent.change(screen.getByLabelText(/^Its address/), { target: { value: 'ws://127.0.0.1:3001' } });
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findAllByText(/These credentials belong to another account/);
  expect(sent!.values).toEqual({ url: 'ws://127.0.0.1:3001' });
});

it('an account that is not there is a page that says so', async () => {
  show(page, { at: '/accounts/99' });
  await screen.findByText('There is no such account');
});
