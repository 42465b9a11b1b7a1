import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Link, Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { MockProblem, type Asked } from '../mock/install';
import { show } from '../mock/render';
import EditPage from './EditPage';

const page = (
  <>
    <Link to="/elsewhere">Elsewhere</Link>
    <Routes>
      <Route path="/communities/1/playbooks/new" element={<EditPage />} />
      <Route path="/communities/1/playbooks/:playbook/edit" element={<EditPage />} />
      <Route path="*" element={<p>Another page</p>} />
    </Routes>
  </>
);
const change = '/communities/1/playbooks/1/edit';
type Wish = Schemas['PlaybookWish'];
const PUT = 'PUT /playbooks/{playbook}';

it('an example of a week is changed, gets a task, and is kept in the order of its days', async () => {
  const user = userEvent.setup();
  const made: Wish[] = [];
  show(page, {
    at: '/communities/1/playbooks/new?example=week',
    answers: {
      'POST /communities/{community}/playbooks': ({ body }: Asked) => (made.push(body), { id: '9', ...(body as Wish) }),
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Add a task' }));
  const title = await screen.findByLabelText('Title of the task');
  expect(document.activeElement).toBe(title);
  expect(screen.getByRole('note', { name: '1 step is not filled in' })).toBeTruthy();
  await user.type(title, 'Thank them');
  const day = screen.getByLabelText('Day');
  await user.clear(day);
  await user.type(day, '4');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('Another page');
  expect(made[0]!.name).toBe('First week of a new group');
  expect(made[0]!.steps.map((step) => step.day)).toEqual([1, 1, 2, 3, 4, 5, 6, 7]);
  expect(made[0]!.steps[4]).toMatchObject({ type: 'task', key: 'task', at: '09:00', text: 'Thank them' });
});

it('shows how words will look in a group, and which names nobody fills in', async () => {
  const user = userEvent.setup();
  show(page, { at: '/communities/1/playbooks/new' });
  const words = await screen.findByLabelText('What is said');
  await user.click(words);
  await user.paste('Hello {name}, this is ');
  await user.click(screen.getByRole('button', { name: /^\{group\}/ }));
  expect((words as HTMLTextAreaElement).value).toBe('Hello {name}, this is {group}');
  expect(await screen.findByText('Hello {name}, this is 河畔一群')).toBeTruthy();
  expect(screen.getByText(/^Nobody fills in \{name\}/)).toBeTruthy();
  expect(screen.getByText(/every group gets this step/)).toBeTruthy();
});

it('what somebody else saved in the meantime is not written over unless one says so', async () => {
  const user = userEvent.setup();
  const over: unknown[] = [];
  show(page, {
    at: change,
    answers: {
      [PUT]: ({ body }: Asked) => {
        over.push((body as Wish).version);
        if ((body as Wish).version === 3) throw new MockProblem(409, 'playbook_changed', { version: 4 });
        return { id: '1', ...(body as Wish) };
      },
    },
  });
  const name = await screen.findByLabelText('Name');
  await user.type(name, ' 2');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('Somebody saved version 4 in the meantime');
  expect((name as HTMLInputElement).value).toBe('新群第一周 First week 2');
  await user.click(screen.getByRole('button', { name: 'Save mine as the next version' }));
  await screen.findByText('Another page');
  expect(over).toEqual([3, 4]);
});

it('what the server finds wrong is shown at the step, which is open', async () => {
  const user = userEvent.setup();
  show(page, {
    at: change,
    answers: {
      [PUT]: () => {
        throw new MockProblem(400, 'invalid_request', { field: 'steps[1].text' });
      },
    },
  });
  await user.type(await screen.findByLabelText('Name'), ' 2');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const step = await screen.findByTestId('step-look');
  expect((await within(step).findByRole('alert')).textContent).toMatch(/^Words are missing or too many/);
  expect(within(step).getByLabelText('Title of the task')).toBeTruthy();
});

it('a name that is taken is said at the name', async () => {
  const user = userEvent.setup();
  show(page, { at: change });
  const name = await screen.findByLabelText('Name');
  await user.clear(name);
  await user.type(name, '读书月 Reading month');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const section = name.closest<HTMLElement>('.panel')!;
  expect((await within(section).findByRole('alert')).textContent).toMatch(/^There is a playbook 读书月/);
});

it('leaving with changes asks, and keeps them when one stays', async () => {
  const user = userEvent.setup();
  show(page, { at: change });
  await user.type(await screen.findByLabelText('Name'), ' 2');
  await user.click(screen.getByRole('link', { name: 'Elsewhere' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getAllByText('Your changes are not saved; leaving loses them').length).toBeGreaterThan(0);
  await user.click(within(dialog).getByRole('button', { name: 'Stay' }));
  expect((screen.getByLabelText('Name') as HTMLInputElement).value).toBe('新群第一周 First week 2');
});

it('a step may be only for arms of experiments on groups that are not over', async () => {
  const user = userEvent.setup();
  const arm = (key: string, id: string) => ({ key, name: key.toUpperCase(), code: `${id}:${key}`, weight: 1 });
  const tried = (id: string, unit: string, state: string) => ({
    id,
    name: `Trial ${id}`,
    unit,
    state,
    held_out: null,
    arms: [arm('a', id), arm('b', id)],
  });
  show(page, {
    at: '/communities/1/playbooks/new',
    answers: {
      'GET /communities/{community}/experiments': () => ({
        items: [tried('7', 'group', 'running'), tried('8', 'member', 'running'), tried('9', 'group', 'stopped')],
        next_cursor: null,
      }),
    },
  });
  const arms = await screen.findByLabelText('Only in groups with one of these arms');
  await user.click(arms);
  await screen.findByTitle('Trial 7 · B');
  expect(screen.queryByTitle('Trial 8 · B')).toBeNull();
  expect(screen.queryByTitle('Trial 9 · B')).toBeNull();
});
