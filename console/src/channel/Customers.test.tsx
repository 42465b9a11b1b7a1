import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import type { Asked } from '../mock/install';
import { show } from '../mock/render';
import { Customers } from './Customers';
import type { Account } from './words';

const account = { id: '7', platform: 'wecom', account: 'ww1', name: 'Riverside' } as Account;
const page = (
  <Routes>
    <Route path="/accounts/:account" element={<Customers account={account} />} />
  </Routes>
);
const chen: Schemas['Customer'] = {
  id: 'wmChen',
  staff: 'ana',
  name: 'Chen',
  state: null,
  first_state: null,
  tags: ['et-1'],
  added_at: '2026-11-22T03:00:00Z',
  ended_at: null,
  changing: false,
  evidence: null,
};
const drinks: Schemas['CorpTagGroup'] = {
  id: 'et-g',
  name: 'Drinks',
  tags: [
    { id: 'et-1', name: 'tea', customers: 1 },
    { id: 'et-2', name: 'coffee', customers: 0 },
  ],
};

it('marks a customer with what was added and what was taken away', async () => {
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  const sent: unknown[] = [];
  show(page, {
    at: '/accounts/7?tab=customers',
    answers: {
      'GET /accounts/{account}/tags': () => ({ items: [drinks], next_cursor: null }),
      'GET /accounts/{account}/customers': () => ({ items: [chen], next_cursor: null }),
      'POST /accounts/{account}/customers/{customer}/tags': ({ body }: Asked) => {
        sent.push(body);
        return { ...chen, changing: true };
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Tag' }, { timeout: 10_000 }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('combobox'));
  await user.click(await screen.findByTitle('coffee'));
  await user.click(within(dialog).getByRole('button', { name: 'Tag' }));
  await waitFor(() => expect(sent).toEqual([{ staff: 'ana', add: ['et-2'], remove: [] }]));
}, 60_000);

it('teaches what tags are for where there are none, and says why nobody can be tagged', async () => {
  show(page, {
    at: '/accounts/7?tab=customers',
    answers: {
      'GET /accounts/{account}/tags': () => ({ items: [], next_cursor: null }),
      'GET /accounts/{account}/customers': () => ({ items: [chen], next_cursor: null }),
    },
  });
  await screen.findByText('No tags yet', {}, { timeout: 10_000 });
  await screen.findByRole('note', { name: 'There are no tags yet' });
}, 60_000);
