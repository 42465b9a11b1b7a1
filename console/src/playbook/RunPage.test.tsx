import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { show } from '../mock/render';
import { world } from '../mock/world';
import PlaybookPage from './PlaybookPage';
import RunPage from './RunPage';

const page = (
  <Routes>
    <Route path="/communities/1/playbooks/:playbook" element={<PlaybookPage />} />
    <Route path="/communities/1/playbooks/:playbook/runs/:run" element={<RunPage />} />
    <Route path="*" element={<p>Another page</p>} />
  </Routes>
);

it('where it runs, how far it is, and with which version', async () => {
  const user = userEvent.setup();
  show(page, { at: '/communities/1/playbooks/1' });
  const row = (await screen.findByText('演练群')).closest('tr')!;
  expect(within(row).getByText('3 of 6 done, 1 left out')).toBeTruthy();
  expect(within(row).getByText('Version 2')).toBeTruthy();
  expect(within(row).getByText('Running')).toBeTruthy();
  expect(screen.getByRole('note', { name: /^It was started before/ })).toBeTruthy();
  await user.click(within(row).getByRole('link', { name: '演练群' }));
  await screen.findByRole('heading', { level: 1, name: /in “演练群”$/ });
});

it('one is dropped as long as it never ran', async () => {
  const user = userEvent.setup();
  show(page, { at: '/communities/1/playbooks/2' });
  await user.click(await screen.findByRole('button', { name: 'Delete' }));
  await screen.findByText('Delete this playbook?');
  await user.click(screen.getAllByRole('button', { name: 'Delete' }).at(-1)!);
  await screen.findByText('Another page');
});

it('a run tells what became of every step, and why; an unknown reason is shown as it is', async () => {
  const run = world()['GET /playbook-runs/{run}']!({ path: { run: '20' } } as never) as Schemas['PlaybookRunWhole'];
  run.steps[0] = { ...run.steps[0]!, state: 'rejected', why: 'moon_in_the_way' };
  show(page, { at: '/communities/1/playbooks/1/runs/20', answers: { 'GET /playbook-runs/{run}': () => run } });
  await screen.findByText('moon_in_the_way');
  expect(screen.getByText('Task not done')).toBeTruthy();
  expect(screen.getByText('frequency cap')).toBeTruthy();
  expect(screen.getByText('too late to be fitting')).toBeTruthy();
  expect(screen.getAllByText('the playbook was stopped').length).toBe(2);
  expect(screen.getByText('群里在办线下活动')).toBeTruthy();
  expect(screen.getByText(/^Version 1 \(the newest is 3/)).toBeTruthy();
});

it('stopping says what is taken back and what stays, and asks why', async () => {
  const user = userEvent.setup();
  show(page, { at: '/communities/1/playbooks/1/runs/21' });
  await user.click(await screen.findByRole('button', { name: 'Stop' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText('2 steps to come in “演练群” will not be done.')).toBeTruthy();
  expect(within(dialog).getByText(/is taken back, what was said stays, and open tasks stay on the desk/)).toBeTruthy();
  const confirm = within(dialog).getByRole('button', { name: 'Stop' }) as HTMLButtonElement;
  expect(confirm.disabled).toBe(true);
  await user.type(within(dialog).getByLabelText('Reason'), 'Offline meeting');
  await user.click(confirm);
  expect((await screen.findAllByText('Stopped')).length).toBeGreaterThan(0);
  expect(await screen.findByText('Offline meeting', { selector: 'bdi' })).toBeTruthy();
  expect(await screen.findByRole('note', { name: 'It is over here' })).toBeTruthy();
});

it('stopping everywhere says in how many groups', async () => {
  const user = userEvent.setup();
  show(page, { at: '/communities/1/playbooks/1' });
  await user.click(await screen.findByRole('button', { name: 'Stop everywhere' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText(/^It runs in 1 group;/)).toBeTruthy();
  await user.type(within(dialog).getByLabelText('Reason'), 'Enough');
  await user.click(within(dialog).getByRole('button', { name: 'Stop everywhere' }));
  expect(await screen.findByRole('note', { name: 'It runs nowhere' })).toBeTruthy();
});

it('the steps stand under their days', async () => {
  show(page, { at: '/communities/1/playbooks/1?tab=steps' });
  const first = await screen.findByRole('region', { name: 'Day 1' });
  expect(within(first).getByText('09:00')).toBeTruthy();
  expect(within(first).getByText('due in 24 hours')).toBeTruthy();
  expect(screen.getByText('only for: 7:b')).toBeTruthy();
});
