import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { MockProblem, type Asked } from '../mock/install';
import { show } from '../mock/render';
import type { Schedule } from './schedule';
import { TryOut } from './TryOut';

const schedule = { id: '7', letters: 1, emails: ['bo@example.com'], group: null } as unknown as Schedule;
const answer: Schemas['ScheduleTried'] = {
  found: 2,
  to_group: null,
  subject: 'Talks · until today',
  text: 'n: 42',
  sent_to: null,
  reason: null,
};
const TRY = 'POST /schedules/{schedule}/try';
const wish = (asked: Asked) => (asked.body as { email: string | null }).email;

beforeEach(() => localStorage.clear());

it('shows the letter first and sends it to who asks when they say so', async () => {
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  const sent: (string | null)[] = [];
  show(<TryOut of={schedule} mail onClose={() => {}} />, {
    answers: {
      [TRY]: (asked: Asked) => {
        sent.push(wish(asked));
        return { ...answer, sent_to: wish(asked) };
      },
    },
  });
  expect(await screen.findByText(/n: 42/, {}, { timeout: 10_000 })).toBeTruthy();
  expect(screen.getByText('Talks · until today')).toBeTruthy();
  expect(screen.getByText('The answer has 2 rows.')).toBeTruthy();
  expect(sent).toEqual([null]);
  const send = screen.getByText('Send to me').closest('button')!;
  expect(send.disabled).toBe(true);
  await user.click(screen.getByLabelText('My e-mail address'));
  await user.paste('ana@example.com');
  await user.click(send);
  expect(await screen.findByText('Sent to ana@example.com', {}, { timeout: 10_000 })).toBeTruthy();
  expect(sent).toEqual([null, 'ana@example.com']);
}, 30_000);

it('shows the words without a mail server, and for a group what it would read', async () => {
  const group = { ...schedule, letters: 0, emails: [], group: { id: '3', name: 'Tea house' } } as Schedule;
  show(<TryOut of={group} mail onClose={() => {}} />, {
    answers: { [TRY]: () => ({ ...answer, to_group: 'Talks', subject: null, text: null }) },
  });
  expect(await screen.findByRole('region', { name: 'What Tea house would read' }, { timeout: 10_000 })).toBeTruthy();
  expect(screen.queryByText('Send to me')).toBeNull();
  show(<TryOut of={schedule} mail={false} onClose={() => {}} />, { answers: { [TRY]: () => answer } });
  expect(await screen.findByText(/No mail server is set/, {}, { timeout: 10_000 })).toBeTruthy();
  expect(screen.queryByText('Send to me')).toBeNull();
}, 30_000);

it('says why a letter was not taken, and when it is too soon', async () => {
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  localStorage.setItem('liana.tryout.email', 'ana@example.com');
  let times = 0;
  show(<TryOut of={schedule} mail onClose={() => {}} />, {
    answers: {
      [TRY]: (asked: Asked) => {
        if (wish(asked) && times++ > 0) throw new MockProblem(409, 'tried_just_now');
        return { ...answer, reason: wish(asked) ? 'mail_refused' : null };
      },
    },
  });
  const send = (await screen.findByText('Send to me', {}, { timeout: 10_000 })).closest('button')!;
  await user.click(send);
  expect(await screen.findByText('the mail server refused', {}, { timeout: 10_000 })).toBeTruthy();
  await user.click(send);
  expect(await screen.findByText(/less than a minute ago/, {}, { timeout: 10_000 })).toBeTruthy();
}, 30_000);
