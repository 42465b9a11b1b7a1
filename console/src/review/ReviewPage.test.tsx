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
const keep =
  (saved: Schemas['ReviewWish'][]) =>
  ({ body }: Asked) => {
    saved.push(body);
    return read(asked()).review;
  };
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
    '/communities/1/playbooks/2',
    '/communities/1/playbooks/1',
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
      'PUT /reviews/{review}': keep(saved),
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

it('says of each playbook in how many groups it ran and what became of its steps, the planned first', async () => {
  show(page, { at });
  const did = within(await screen.findByRole('region', { name: 'Do' }));
  const lines = did
    .getAllByRole('listitem')
    .map((line) => line.textContent)
    .filter((text) => /month|week/.test(text));
  expect(lines).toEqual([
    '读书月 Reading monthplannedno steps in this period',
    '新群第一周 First weekin 2 groups6 steps done2 to come1 failed3 left out',
  ]);
});

it('teaches that no playbook ran', async () => {
  const whole = read(asked());
  show(page, {
    at,
    answers: { 'GET /reviews/{review}': () => ({ ...whole, did: { ...whole.did, playbooks: [] } }) },
  });
  expect(await screen.findByText('No playbook had a step due in this period.')).toBeTruthy();
});

it('offers the playbooks of the community', async () => {
  const user = userEvent.setup();
  const saved: Schemas['ReviewWish'][] = [];
  show(page, { at, answers: { 'PUT /reviews/{review}': keep(saved) } });
  await user.click(await screen.findByRole('button', { name: 'Change the plan' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('combobox', { name: 'Playbooks' }));
  await user.click((await screen.findAllByText('新群第一周 First week')).at(-1)!);
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await expect.poll(() => saved[0]?.playbooks).toEqual(['2', '1']);
});

it('keeps the playbooks of the plan when they are not for the eyes of who changes it', async () => {
  let asks = 0;
  const user = userEvent.setup();
  const saved: Schemas['ReviewWish'][] = [];
  const session = world()['GET /session']({} as Asked) as Schemas['Session'];
  show(page, {
    at,
    answers: {
      'GET /session': () => ({ ...session, permissions: ['review:read', 'review:write'] }),
      'GET /communities/{community}/playbooks': () => {
        asks++;
        return { items: [] };
      },
      'PUT /reviews/{review}': keep(saved),
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Change the plan' }));
  expect(screen.queryByRole('link', { name: /Reading month/ })).toBeNull();
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByRole('combobox', { name: 'Playbooks' })).toHaveProperty('disabled', true);
  expect(dialog.getByText(/those it names stay/)).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await expect.poll(() => saved[0]?.playbooks).toEqual(['2']);
  expect(asks).toBe(0);
});

it('lets a decision change a playbook', async () => {
  const user = userEvent.setup();
  show(page, {
    at,
    answers: {
      'GET /reviews/{review}': () => {
        const whole = read(asked());
        return { ...whole, decisions: whole.decisions.map((one) => ({ ...one, changes: 'playbook' as const })) };
      },
    },
  });
  const link = await screen.findByRole('link', { name: 'a playbook: not changed yet' });
  expect(link.getAttribute('href')).toBe('/communities/1/playbooks');
  await user.click(screen.getByRole('button', { name: 'Add a decision' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('combobox', { name: 'Changes' }));
  expect((await screen.findAllByText('a playbook')).length).toBeGreaterThan(0);
});

it('says what differs between two plans', async () => {
  show(page, { at: `${at}?against=2` });
  const plans = within(await screen.findByRole('region', { name: 'The two plans' }));
  const row = (name: string) => within(plans.getByRole('row', { name: new RegExp(name) }));
  expect(row('Mass sends').getByText('differs')).toBeTruthy();
  expect(row('Mass sends').getByText('none')).toBeTruthy();
  expect(row('Playbooks').getByText('读书月 Reading month')).toBeTruthy();
  expect(row('Playbooks').getByText('differs')).toBeTruthy();
  expect(row('Experiments').getByText('两种欢迎语')).toBeTruthy();
  expect(row('Hypothesis').queryByText('differs')).toBeNull();
});
