import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import type { Asked } from '../mock/install';
import { show } from '../mock/render';
import { reviews } from '../mock/reviews';
import { world } from '../mock/world';
import ReviewPage from './ReviewPage';

const page = (
  <Routes>
    <Route path="/communities/:community/reviews/:review" element={<ReviewPage />} />
  </Routes>
);
const at = '/communities/1/reviews/1';
const read = reviews()['GET /reviews/{review}'];
const asked = (query = '') => ({ path: { review: '1' }, query: new URLSearchParams(query) });

it('says what became of the mass sends of the period, the planned first', async () => {
  show(page, { at });
  const did = within(await screen.findByRole('region', { name: 'Do' }));
  expect(did.getByText('280 of 310 sent')).toBeTruthy();
  expect(did.getByText('18 wait for a tap')).toBeTruthy();
  expect(did.getByText('12 not sent')).toBeTruthy();
  const links = did.getAllByRole('link').map((link) => link.getAttribute('href'));
  expect(links).toEqual([
    '/communities/1/experiments/7',
    '/accounts/7?tab=mass&mass=31',
    '/accounts/7?tab=mass&mass=34',
  ]);
});

it('teaches that nothing was sent, and leads nobody to a send they may not see', async () => {
  const whole = read(asked());
  show(page, {
    at,
    answers: { 'GET /reviews/{review}': () => ({ ...whole, did: { ...whole.did, sends: [] } }) },
  });
  expect(await screen.findByText('Nothing was sent to many here in this period.')).toBeTruthy();
  const session = world()['GET /session']({} as Asked) as Schemas['Session'];
  show(page, {
    at,
    language: 'zh-CN',
    answers: { 'GET /session': () => ({ ...session, operator: { ...session.operator, communities: ['1'] } }) },
  });
  expect(await screen.findByText('310 个中已发 280 个')).toBeTruthy();
  expect(screen.queryByRole('link', { name: /新茶到店/ })).toBeNull();
});

it('offers the mass sends of the period and keeps those it names', async () => {
  const user = userEvent.setup();
  const queries: string[] = [];
  const saved: Schemas['ReviewWish'][] = [];
  show(page, {
    at,
    answers: {
      'GET /communities/{community}/sends': ({ query }: Asked) => {
        queries.push(query.toString());
        return {
          items: reviews()
            ['GET /communities/{community}/sends']()
            .items.filter((one) => one.id !== '31'),
        };
      },
      'PUT /reviews/{review}': ({ body }: Asked) => {
        saved.push(body);
        return read(asked()).review;
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Change the plan' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(await dialog.findByText(/新茶到店/)).toBeTruthy();
  await user.click(dialog.getByRole('combobox', { name: 'Mass sends' }));
  await user.click((await screen.findAllByText(/301 of 310 sent/)).at(-1)!);
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  expect(queries[0]).toBe('from=2026-10-02&until=2026-11-30');
  await expect.poll(() => saved[0]?.sends).toEqual(['31', '29']);
});

it('says what differs between two plans', async () => {
  show(page, { at: `${at}?against=2` });
  const plans = within(await screen.findByRole('region', { name: 'The two plans' }));
  const row = (name: string) => within(plans.getByRole('row', { name: new RegExp(name) }));
  expect(row('Mass sends').getByText('differs')).toBeTruthy();
  expect(row('Mass sends').getByText('none')).toBeTruthy();
  expect(row('Experiments').getByText('两种欢迎语')).toBeTruthy();
  expect(row('Hypothesis').queryByText('differs')).toBeNull();
});
