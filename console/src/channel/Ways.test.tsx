import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import type { Asked } from '../mock/install';
import { show } from '../mock/render';
import { Ways } from './Ways';
import type { Account } from './words';

const account = { id: '7', platform: 'wecom', account: 'ww1', name: 'Riverside' } as Account;
const way: Schemas['Way'] = {
  id: '3',
  kind: 'group',
  name: 'Poster, south gate',
  code: 'liana-3',
  state: 'made',
  fresh: true,
  picture: 'https://wework.qpic.cn/x',
  groups: ['wr1'],
  grows: false,
  base_name: '',
  base_number: 1,
  staff: [],
  confirms: false,
  evidence: null,
  created_at: '2026-11-22T03:00:00Z',
  came: 12,
  here: 9,
  came_first: 11,
  came_last: 10,
};
const answers = {
  'GET /accounts/{account}/mass-sends/choices': (): Schemas['MassSendChoices'] => ({
    staff: [{ id: 'ana', customers: 3, groups: 1 }],
    tags: [],
    groups: [{ id: 'wr1', name: 'Tea', owner: 'ana' } as Schemas['MassSendChoices']['groups'][number]],
    quota: { rule: 'day', most: 1 },
  }),
  'GET /accounts/{account}/ways': () => ({ items: [way], next_cursor: null }),
  'GET /accounts/{account}/ways/room': () => ({ used: 1, most: 500_000 }),
};
const at = '/accounts/7?tab=ways';

it('shows whom each code brought, and asks before one is closed', async () => {
  const user = userEvent.setup();
  const closed: Asked[] = [];
  show(<Ways account={account} />, {
    at,
    answers: {
      ...answers,
      'DELETE /accounts/{account}/ways/{way}': (asked: Asked) => (closed.push(asked), { ...way, state: 'closing' }),
    },
  });
  const row = (await screen.findByText('Poster, south gate')).closest('tr')!;
  expect(within(row).getByText('12')).toBeTruthy();
  expect(within(row).getByText('9')).toBeTruthy();
  expect(screen.getByText(/1 of 500,000 used/)).toBeTruthy();
  await user.click(within(row).getByRole('button', { name: 'Close' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText(/printed posters stop working/)).toBeTruthy();
  expect(closed).toEqual([]);
  await user.click(within(dialog).getByRole('button', { name: 'Close' }));
  await expect.poll(() => closed.length).toBe(1);
});

it('asks again only for one WeCom never answered about', async () => {
  show(<Ways account={account} />, {
    at,
    answers: {
      ...answers,
      'GET /accounts/{account}/ways': () => ({ items: [{ ...way, state: 'doubt', picture: null }], next_cursor: null }),
    },
  });
  expect(await screen.findByRole('button', { name: 'Ask again' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Change' })).toBeNull();
});

it('says what a code is for where there is none', async () => {
  show(<Ways account={account} />, {
    at,
    answers: { ...answers, 'GET /accounts/{account}/ways': () => ({ items: [], next_cursor: null }) },
  });
  expect(await screen.findByText('No codes yet')).toBeTruthy();
});
