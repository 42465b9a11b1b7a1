import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import type { Asked } from '../mock/install';
import { show } from '../mock/render';
import { MassSends } from './MassSends';
import type { Account } from './words';

const account = { id: '7', platform: 'wecom', account: 'ww1', name: 'Riverside' } as Account;
const page = (
  <Routes>
    <Route path="/accounts/:account" element={<MassSends account={account} />} />
  </Routes>
);
const counts = { waiting: 2, sent: 1, not_friend: 0, over_quota: 0, not_sent: 0, stopped: 0, left_out: 1 };
const part = {
  id: '1',
  sender: 'ana',
  state: 'waiting' as const,
  targets: 3,
  asked_at: null,
  read_at: null,
  evidence: null,
  reminders_left: 3,
};
const mass: Schemas['MassSend'] = {
  id: '3',
  kind: 'customers',
  text: 'New tea tomorrow',
  attachments: [],
  by_rule: false,
  created_at: '2026-11-22T03:00:00Z',
  counts,
  parts: [part],
};
const answers = {
  'GET /accounts/{account}/mass-sends/choices': (): Schemas['MassSendChoices'] => ({
    staff: [{ id: 'ana', customers: 3, groups: 1 }],
    tags: [{ id: 'et-1', name: 'tea', group: 'Drinks', customers: 2 }],
    groups: [],
    quota: { rule: 'day', most: 1 },
  }),
  'GET /accounts/{account}/mass-sends': () => ({ items: [], next_cursor: null }),
  'GET /accounts/{account}/mass-sends/{mass}': () => mass,
  'GET /accounts/{account}/mass-sends/{mass}/targets': () => ({ items: [], next_cursor: null }),
};

it('shows whom it reaches and whom not before anything can be sent', async () => {
  const user = userEvent.setup();
  const sent: unknown[] = [];
  show(page, {
    at: '/accounts/7?tab=mass',
    answers: {
      ...answers,
      'POST /accounts/{account}/mass-sends/preview': (): Schemas['MassSendReach'] => ({
        reached: 3,
        first: [{ id: 'wm1', name: 'Chen' }],
        senders: [{ sender: 'ana', targets: 3 }],
        left_out: [{ reason: 'over_quota', count: 1, first: [{ id: 'wm2', name: 'Dana' }] }],
        quota: { rule: 'day', most: 1 },
      }),
      'POST /accounts/{account}/mass-sends': ({ body }: Asked) => {
        sent.push(body);
        return mass;
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Write to many' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByLabelText('Message'));
  await user.paste('New tea tomorrow');
  await user.click(within(dialog).getByRole('button', { name: 'See whom it reaches' }));
  await within(dialog).findByText('Reaches 3');
  expect(within(dialog).getByText('Leaves out 1: none left of their quota')).toBeTruthy();
  expect(within(dialog).getByText('These: Dana')).toBeTruthy();
  expect(sent).toEqual([]);
  await user.click(within(dialog).getByRole('button', { name: 'Hand to staff, for 3' }));
  await screen.findByText('1 of 3 sent');
  expect(sent).toMatchObject([{ kind: 'customers', text: 'New tea tomorrow', sender: null, tags: [] }]);
}, 30_000);

it('a picture is uploaded, seen, and goes with the message', async () => {
  const user = userEvent.setup();
  const previewed: unknown[] = [];
  const file: Schemas['WeComFile'] = { id: 'a1', name: 'tea.png', kind: 'image', type: 'image/png', size: 2048 };
  show(page, {
    at: '/accounts/7?tab=mass',
    answers: {
      ...answers,
      'POST /accounts/{account}/files': () => file,
      'GET /accounts/{account}/files/{file}/about': () => file,
      'POST /accounts/{account}/mass-sends/preview': ({ body }: Asked) => {
        previewed.push(body);
        return { reached: 1, first: [], senders: [], left_out: [], quota: { rule: 'day', most: 1 } };
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Write to many' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByLabelText('Message'));
  await user.paste('New tea tomorrow');
  await user.click(within(dialog).getByRole('button', { name: 'Picture' }));
  await user.click(within(dialog).getByRole('button', { name: 'See whom it reaches' }));
  await within(dialog).findByText('An attachment is not filled in');
  expect(previewed).toEqual([]);
  const input = dialog.querySelector<HTMLInputElement>('input[type=file]')!;
  await user.upload(input, new File(['tea'], 'tea.png', { type: 'image/png' }));
  await within(dialog).findByAltText('Picture tea.png');
  await user.click(within(dialog).getByRole('button', { name: 'See whom it reaches' }));
  await within(dialog).findByText('Reaches 1');
  expect(previewed).toMatchObject([{ attachments: [{ type: 'image', file: 'a1' }] }]);
}, 30_000);

it('stopping says what will not go out and what cannot be taken back', async () => {
  const user = userEvent.setup();
  show(page, { at: '/accounts/7?tab=mass&mass=3', answers });
  await user.click(await screen.findByRole('button', { name: 'Stop' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText('2 that nobody tapped yet will not go out.')).toBeTruthy();
  expect(within(dialog).getByText('1 that went out cannot be taken back.')).toBeTruthy();
}, 30_000);
