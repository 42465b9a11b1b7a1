import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { show } from '../mock/render';
import { Distribution, Slices, Unequal } from './Slices';

const none = {
  kind: 'no_member',
  of: null,
  customers: 100,
  unknown: 25,
  purchases: 80,
  total: 80_000,
  mean: 800,
  median: 700,
} as const;
const data = {
  currency: 'CNY',
  weeks: 26,
  channels: [
    {
      kind: 'channel',
      of: { id: '1', name: 'Poster' },
      customers: 12,
      unknown: 3,
      purchases: 20,
      total: 90_000,
      mean: 7_500,
      median: 6_000,
    },
    none,
  ],
  groups: [none],
  distribution: { customers: 112, below: 4, bins: [{ low: 100, high: 200, customers: 108 }], top_fifth: 0.61 },
  until: '2026-11-01',
  lorenz: {
    spent: {
      customers: 112,
      gini: 0.613,
      points: [
        { customers: 0, value: 0 },
        { customers: 0.5, value: 0.1 },
        { customers: 1, value: 1 },
      ],
    },
    worth: null,
  },
} as unknown as Schemas['Lifetimes'];

it('warns of a channel of fewer than thirty and says the model is fitted once', async () => {
  show(<Slices data={data} of="channels" />);
  const channels = await screen.findByRole('region', { name: 'Lifetime value by channel' }, { timeout: 10_000 });
  expect(within(channels).getByText('Poster')).toBeTruthy();
  expect(within(channels).getByText(/only 12 people/)).toBeTruthy();
  expect(within(channels).getByText(/fitted once, over everybody/)).toBeTruthy();
  expect(within(channels).getByText('No members')).toBeTruthy();
}, 30_000);

it('teaches where no buyer is known to be a member', async () => {
  show(<Slices data={data} of="groups" />);
  expect(await screen.findByText(/No buyer is known to be a member yet/, {}, { timeout: 10_000 })).toBeTruthy();
}, 30_000);

it('says the share of the top fifth, but not of fewer than thirty', async () => {
  show(<Distribution data={data} />);
  expect(await screen.findByText(/the top 20 % are expected to bring 61/, {}, { timeout: 10_000 })).toBeTruthy();
  show(<Distribution data={{ ...data, distribution: { ...data.distribution!, customers: 29 } }} />);
  expect(await screen.findByText(/fewer than 30: no share is said/)).toBeTruthy();
}, 30_000);

it('says how unequal customers are, but not of fewer than thirty nor of what is not known', async () => {
  show(<Unequal data={data} />);
  expect(await screen.findByText(/until 2026-11-01 0\.61; .* 26 weeks –\./, {}, { timeout: 10_000 })).toBeTruthy();
  const few = { ...data.lorenz.spent!, customers: 29 };
  show(<Unequal data={{ ...data, lorenz: { spent: few, worth: null } }} />);
  expect(await screen.findByText(/until 2026-11-01 fewer than 30: no share is said;/)).toBeTruthy();
}, 30_000);
