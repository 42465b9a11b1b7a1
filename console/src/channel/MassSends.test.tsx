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
  arms: [],
  others: [],
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
        contents: [],
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
        return { reached: 1, first: [], senders: [], left_out: [], contents: [], quota: { rule: 'day', most: 1 } };
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

const tried: Schemas['Experiment'] = {
  id: '7',
  name: 'Words',
  hypothesis: '',
  unit: 'member',
  arms: [
    { key: 'a', name: 'As it is', weight: 0.5, code: '7:a', members: 0, groups: 0, visitors: 0 },
    { key: 'b', name: 'Softer', weight: 0.5, code: '7:b', members: 0, groups: 0, visitors: 0 },
  ],
  holdout: 0.1,
  held_out: { key: 'holdout', name: '', weight: 0.1, code: '7:holdout', members: 0, groups: 0, visitors: 0 },
  metric: 'spoke',
  guardrails: [],
  days: 7,
  planned: null,
  state: 'running',
  started_at: '2026-11-20T00:00:00Z',
  stopped_at: null,
  stopped_why: null,
  settled_arm: null,
  places: [],
};

it('an arm may get another message, or nothing, and one sees how many get which', async () => {
  const user = userEvent.setup();
  const previewed: unknown[] = [];
  show(page, {
    at: '/accounts/7?tab=mass',
    answers: {
      ...answers,
      'GET /communities': () => ({ items: [{ id: '1', name: 'Riverside' }], next_cursor: null }),
      'GET /communities/{community}/experiments': () => ({
        items: [tried, { ...tried, id: '8', name: 'Draft', state: 'draft' }, { ...tried, id: '9', unit: 'group' }],
        next_cursor: null,
      }),
      'GET /experiments/{experiment}': () => tried,
      'POST /accounts/{account}/mass-sends/preview': ({ body }: Asked): Schemas['MassSendReach'] => {
        previewed.push(body);
        return {
          reached: 5,
          first: [],
          senders: [],
          left_out: [],
          contents: [
            { arms: [], nothing: false, reached: 3 },
            { arms: ['7:b'], nothing: false, reached: 2 },
            { arms: ['7:holdout'], nothing: true, reached: 1 },
          ],
          quota: { rule: 'day', most: 1 },
        };
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Write to many' }));
  const dialog = await screen.findByRole('dialog');
  const choose = async (label: string, option: string) => {
    await user.click(within(dialog).getByLabelText(label));
    await user.keyboard('{ArrowDown}');
    const shown = await screen.findAllByText(option, { selector: '.ant-select-item-option-content' });
    await user.click(shown.at(-1)!);
  };
  await user.click(within(dialog).getByLabelText('Message'));
  await user.paste('New tea');
  await choose('Try something, in which community', 'Riverside');
  await within(dialog).findByLabelText('Which experiment');
  await choose('Which experiment', 'Words');
  expect(screen.queryByText('Draft')).toBeNull();
  await within(dialog).findByLabelText('“Softer” gets');
  await choose('“Softer” gets', 'another message');
  await user.click(await within(dialog).findByLabelText('Message for “Softer”'));
  await user.paste('Tea, gently');
  await choose('“Held out” gets', 'nothing');
  await user.click(within(dialog).getByRole('button', { name: 'See whom it reaches' }));
  await within(dialog).findByText('Words · Softer');
  expect(within(dialog).getByText(/everybody else/)).toBeTruthy();
  expect(previewed).toMatchObject([
    {
      text: 'New tea',
      variants: [
        { arms: ['7:b'], nothing: false, text: 'Tea, gently' },
        { arms: ['7:holdout'], nothing: true, text: '' },
      ],
    },
  ]);
}, 60_000);
