import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Asked } from '../mock/install';
import { show } from '../mock/render';
import { segments } from '../mock/segments';
import { Route, Routes } from 'react-router';
import SegmentPage from './SegmentPage';

const page = (
  <Routes>
    <Route path="/communities/1/segments/:segment" element={<SegmentPage />} />
  </Routes>
);

it('tells why somebody is out in the words of money, cells and steps', async () => {
  const user = userEvent.setup();
  show(page, { at: '/communities/1/segments/7', answers: segments() });
  await user.click(await screen.findByText('陈晨 Chen', {}, { timeout: 10_000 }));
  const why = within(
    (await screen.findByText('陈晨 Chen: why in or out', {}, { timeout: 10_000 })).closest('.ant-modal') as HTMLElement,
  );
  expect(await why.findByText(/sum at least CN¥500\.00/)).toBeTruthy();
  expect(why.getByText(/CN¥612\.50/)).toBeTruthy();
  expect(why.getByText(/cell is Champions \/ Loyal/)).toBeTruthy();
  expect(why.getByText(/Joined → Said something → Orders .* · came to step 3 · within 336 hours/)).toBeTruthy();
  expect(why.getByText('step 2')).toBeTruthy();
}, 30_000);

it('asks what was chosen: an order in the last thirty days', async () => {
  const user = userEvent.setup();
  const asked: Asked[] = [];
  show(page, {
    at: '/communities/1/segments/new',
    answers: {
      ...segments(),
      'POST /communities/{community}/segments/count': (one: Asked) => (
        asked.push(one),
        { people: 0, of: 412, some: [] }
      ),
    },
  });
  await user.click(await screen.findByText('Add a condition', {}, { timeout: 10_000 }));
  await user.click(await screen.findByText('Bought'));
  await screen.findByLabelText('What is counted');
  await screen.findByText('Nobody meets this');
  expect((asked.at(-1)!.body as { condition: unknown }).condition).toEqual({
    kind: 'all',
    of: [{ kind: 'has', list: 'bought', at_least: 1, days: 30 }],
  });
}, 30_000);
