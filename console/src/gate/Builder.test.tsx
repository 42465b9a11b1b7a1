import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import type { Asked } from '../mock/install';
import { show } from '../mock/render';
import { Builder } from './Builder';
import { armsOf } from './pageForm';

const page: Schemas['GatePage'] = {
  id: '3',
  name: 'Who are you',
  version: 1,
  closed: false,
  changed_at: '2026-11-22T03:00:00Z',
  counts: { seen: 0, started: 0, passed: 0, waiting: 0, refused: 0 } as unknown as Schemas['GatePage']['counts'],
  document: {
    title: 'Riverside',
    text: '',
    combine: 'all',
    captcha: false,
    picture: null,
    gates: [
      {
        kind: 'form',
        key: 'form',
        title: 'A form',
        questions: [
          { key: 'likes', kind: 'one', label: 'What do you like', required: true, options: ['Tea', 'Books'] },
          { key: 'born', kind: 'birthday', label: 'Birthday', required: false },
        ],
      },
    ],
  } as Schemas['GateDocument'],
};

const EXPERIMENT = {
  id: '7',
  name: 'Softer words',
  unit: 'visitor',
  state: 'draft',
  held_out: null,
  arms: [
    { key: 'a', name: 'As it is', code: '7:a' },
    { key: 'b', name: 'Softer', code: '7:b' },
  ],
} as unknown as Schemas['Experiment'];

it('writes other words for an arm, asks a question of one arm only, and shows what that arm sees', async () => {
  const saved: Asked[] = [];
  const drawn: Asked[] = [];
  show(<Builder page={page} />, {
    answers: {
      'GET /communities/{community}/experiments': () => ({ items: [EXPERIMENT], next_cursor: null }),
      'POST /communities/{community}/pages/preview': (asked: Asked) => {
        drawn.push(asked);
        return { html: '<p>Preview</p>' };
      },
      'PUT /pages/{page}': (asked: Asked) => {
        saved.push(asked);
        return page;
      },
    },
  });
  fireEvent.click(await screen.findByText('Other words for an arm', {}, { timeout: 20_000 }));
  const arms = screen.getAllByLabelText('Only for these arms');
  expect(arms).toHaveLength(4); // the words, the gate, two questions
  await new Promise((drawn) => setTimeout(drawn, 600));
  const wordsFor = drawn.map((one) => (one.body as { document: Schemas['GateDocument'] }).document.variants);
  expect(wordsFor, 'words for nobody yet are not drawn: the server refuses them').toEqual([[]]);
  const choose = async (field: HTMLElement, arm: string) => {
    fireEvent.mouseDown(field);
    const list = await waitFor(() => document.getElementById(field.getAttribute('aria-controls')!)!.parentElement!);
    fireEvent.click(await within(list).findByTitle(`Softer words · ${arm}`));
  };
  await choose(arms[0]!, 'Softer');
  const titles = screen.getAllByLabelText('Title');
  expect(titles.map((one) => (one as HTMLInputElement).value)).toEqual(['Riverside', 'Riverside']);
  fireEvent.change(titles[1]!, { target: { value: 'Riverside!' } });
  await choose(await screen.findByLabelText('As which arm sees it'), 'Softer');
  await waitFor(() => expect((drawn.at(-1)!.body as { arms: string[] }).arms).toEqual(['7:b']));
  await choose(arms[3]!, 'As it is');
  fireEvent.click(screen.getByText('Save'));
  await waitFor(() => expect(saved).toHaveLength(1));
  const { document: kept } = saved[0]!.body as { document: Schemas['GateDocument'] };
  expect(kept.variants).toEqual([{ arms: ['7:b'], title: 'Riverside!', text: '' }]);
  expect(kept.gates[0]!.questions!.map((one) => one.arms)).toEqual([undefined, ['7:a']]);
  expect(armsOf(kept)).toEqual(['7:b', '7:a']);
});

it('shows the questions of a page that is there, and keeps their keys', async () => {
  const user = userEvent.setup();
  const saved: Asked[] = [];
  show(<Builder page={page} />, {
    answers: {
      'POST /communities/{community}/pages/preview': () => ({ html: '<p>Preview</p>' }),
      'PUT /pages/{page}': (asked: Asked) => {
        saved.push(asked);
        return page;
      },
    },
  });
  expect(await screen.findByDisplayValue('What do you like')).toBeTruthy();
  expect((screen.getByDisplayValue(/Tea/) as HTMLTextAreaElement).value).toBe('Tea\nBooks');
  await user.clear(screen.getByDisplayValue('Birthday'));
  await user.type(screen.getAllByRole('textbox', { name: 'Question' })[1]!, 'When were you born');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(saved).toHaveLength(1));
  const body = saved[0]!.body as { document: Schemas['GateDocument'] };
  expect(body.document.gates[0]!.questions!.map((one) => [one.key, one.kind, one.label])).toEqual([
    ['likes', 'one', 'What do you like'],
    ['born', 'birthday', 'When were you born'],
  ]);
});
