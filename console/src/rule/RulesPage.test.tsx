import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { MockProblem } from '../mock/install';
import { show } from '../mock/render';
import RulesPage from './RulesPage';

it('a community without rules is offered a ready set, which is saved and then published', async () => {
  const user = userEvent.setup();
  show(<RulesPage />);
  await user.click(await screen.findByRole('button', { name: 'Use the ready set' }));
  expect(screen.getByText('No adverts')).toBeTruthy();
  expect(screen.getByText('Unsaved changes')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Save draft' }));
  await screen.findByText('There is an unpublished draft');
  await user.click(screen.getByRole('button', { name: 'Publish' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText(/they hold for every message in the 2 groups of/)).toBeTruthy();
  await user.click(within(dialog).getByRole('button', { name: 'Publish' }));
  await screen.findByText('Live: version 1');
});

it('publishing is not possible before saving, and the button says so', async () => {
  const user = userEvent.setup();
  show(<RulesPage />);
  await user.click(await screen.findByRole('button', { name: 'Use the ready set' }));
  expect(screen.getByRole('note', { name: 'Save the draft first' })).toBeTruthy();
});

it('what the server finds wrong is shown at the rule', async () => {
  const user = userEvent.setup();
  show(<RulesPage />, {
    answers: {
      'PUT /communities/{community}/rules/draft': () => {
        throw new MockProblem(400, 'rules_invalid');
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Use the ready set' }));
  await user.click(screen.getByRole('button', { name: 'Save draft' }));
  await waitFor(() => expect(screen.getByText('Some rules are incomplete; see what is marked')).toBeTruthy());
});

it('a part that was added is filled in next', async () => {
  const user = userEvent.setup();
  show(<RulesPage />);
  await user.click(await screen.findByRole('button', { name: 'Use the ready set' }));
  await user.click(screen.getByRole('button', { name: /^Open No adverts/ }));
  await user.click(screen.getByRole('button', { name: 'Add a condition' }));
  await user.click(await screen.findByRole('menuitem', { name: 'In an arm of an experiment' }));
  const arms = await screen.findByLabelText('Arms of experiments');
  await waitFor(() => expect(document.activeElement).toBe(arms));
});
