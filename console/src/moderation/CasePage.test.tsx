import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import type { Asked } from '../mock/install';
import { show } from '../mock/render';
import { world } from '../mock/world';
import CasePage from './CasePage';

const view = (
  <Routes>
    <Route path="/cases/:case" element={<CasePage />} />
  </Routes>
);

it('a case shows what matched, the counter and every step', async () => {
  show(view, { at: '/cases/31' });
  expect((await screen.findByText('薇信 vx8866abc', { selector: 'mark' })).tagName).toBe('MARK');
  expect(screen.getByText('Counter (within 30 days): 0 → 1')).toBeTruthy();
  expect(screen.getByText('Message recalled')).toBeTruthy();
});

it('a pardon says whom it reaches and asks for a reason', async () => {
  const user = userEvent.setup();
  const asked: unknown[] = [];
  show(view, {
    at: '/cases/31',
    answers: {
      'POST /cases/{case}/pardon': (request: Asked) => {
        asked.push(request.body);
        return { ...(world()['GET /cases/{case}'](request) as Schemas['Case']), state: 'pardoned' };
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Pardon' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText(/Reaches Promo only/)).toBeTruthy();
  const confirm = within(dialog).getByRole('button', { name: 'Pardon' });
  expect((confirm as HTMLButtonElement).disabled).toBe(true);
  await user.type(within(dialog).getByRole('textbox'), 'It was our own flyer');
  await user.click(confirm);
  expect(asked).toEqual([{ reason: 'It was our own flyer' }]);
});

it('who may not decide sees the button disabled with the reason', async () => {
  show(view, {
    at: '/cases/31',
    answers: {
      'GET /session': () => ({
        ...(world()['GET /session']({} as Asked) as Schemas['Session']),
        permissions: ['case:read'],
      }),
    },
  });
  expect(
    await screen.findAllByRole('note', { name: 'You lack the permission “decide cases”; ask an owner' }),
  ).toHaveLength(2);
});
