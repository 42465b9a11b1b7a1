import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes, useLocation } from 'react-router';
import { expect, it } from 'vitest';
import { show } from '../mock/render';
import { world } from '../mock/world';
import PlaybooksPage from './PlaybooksPage';

function Where() {
  const { pathname, search } = useLocation();
  return <p>{pathname + search}</p>;
}
const page = (
  <Routes>
    <Route path="/communities/1/playbooks" element={<PlaybooksPage />} />
    <Route path="*" element={<Where />} />
  </Routes>
);
const at = '/communities/1/playbooks';

it('says how long each is and in how many groups it runs', async () => {
  show(page, { at });
  await screen.findByText('新群第一周 First week');
  expect(screen.getByText('6 steps in 7 days')).toBeTruthy();
  expect(screen.getByText('In 1 group')).toBeTruthy();
  expect(screen.getByText('Never started')).toBeTruthy();
});

it('a community without any learns what a playbook is and may begin with a week', async () => {
  const user = userEvent.setup();
  show(page, { at, answers: { 'GET /communities/{community}/playbooks': () => ({ items: [] }) } });
  expect(await screen.findByText(/Every group has its own day 1/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Begin with an example of a week' }));
  expect(await screen.findByText('/communities/1/playbooks/new?example=week')).toBeTruthy();
});

it('who may not write them sees why', async () => {
  const session = world()['GET /session']!({} as never) as { permissions: string[] };
  show(page, {
    at,
    answers: {
      'GET /session': () => ({
        ...session,
        permissions: session.permissions.filter((one) => one !== 'playbook:write'),
      }),
    },
  });
  await screen.findByText('新群第一周 First week');
  expect(
    screen.getAllByRole('note', {
      name: 'You lack the permission “write, start and stop playbooks”; ask an owner',
    }).length,
  ).toBe(2);
});
