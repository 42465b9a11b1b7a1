import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import type { Asked } from '../mock/install';
import { show } from '../mock/render';
import { Builder } from './Builder';

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
