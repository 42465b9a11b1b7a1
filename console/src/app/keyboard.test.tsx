import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import type { Asked } from '../mock/install';
import { show } from '../mock/render';
import ReviewsPage from '../review/ReviewsPage';
import { ScheduleDialog } from '../saved/ScheduleDialog';

const user = userEvent.setup({ pointerEventsCheck: 0 });
// Moving among radio buttons asks for it, and jsdom has none.
window.CSS ??= { escape: (text: string) => text.replaceAll(/[^\w-]/g, '\\$&') } as typeof CSS;

const patient = { timeout: 20_000 };
const labelled = (label: string, selector = 'input,textarea') => screen.findByLabelText(label, { selector }, patient);
// By its words: to ask for the role of everything in a dialog takes jsdom seconds.
const button = async (words: string) => (await screen.findByText(words, {}, patient)).closest('button')!;

/** Who has no mouse: Tab, as often as a patient person would press it. */
async function tabTo(finding: Promise<HTMLElement>) {
  const wanted = await finding;
  const passed: string[] = [];
  while (document.activeElement !== wanted) {
    if (passed.length > 80) throw new Error(`Tab never comes there; it passed ${passed.slice(0, 20).join(' | ')}`);
    await user.tab();
    passed.push(document.activeElement?.outerHTML.slice(0, 60) ?? '');
  }
  return wanted;
}

it('a schedule is made by keyboard', async () => {
  let made: unknown;
  show(<ScheduleDialog saved={{ id: '5', name: 'Talks' }} mail onClose={() => {}} />, {
    answers: {
      'GET /communities/{community}/schedules/times': () => ({ zone: 'Asia/Shanghai', items: [] }),
      'POST /saved/{saved}/schedules': ({ body }: Asked) => {
        made = body;
        return {} as Schemas['Schedule'];
      },
    },
  });
  await screen.findByRole('dialog', {}, patient);
  await tabTo(labelled('Each week'));
  await user.keyboard('{ArrowLeft}');
  await tabTo(labelled('By e-mail'));
  await user.paste('bo@example.com');
  await tabTo(button('Save'));
  await user.keyboard('{Enter}');
  await expect.poll(() => made, { timeout: 10_000 }).toMatchObject({ every: 'day', emails: ['bo@example.com'] });
}, 120_000);

it('a schedule is let go by Escape, and nothing is made', async () => {
  let closed = 0;
  show(<ScheduleDialog saved={{ id: '5', name: 'Talks' }} mail onClose={() => closed++} />, {
    answers: { 'GET /communities/{community}/schedules/times': () => ({ zone: 'Asia/Shanghai', items: [] }) },
  });
  await screen.findByRole('dialog', {}, patient);
  await tabTo(labelled('By e-mail'));
  await user.keyboard('{Escape}');
  await expect.poll(() => closed).toBe(1);
}, 120_000);

it('targets are pasted, looked at and written by keyboard', async () => {
  const asked: unknown[] = [];
  const table: Schemas['TargetTable'] = { lines: 1, batch: null, made: 1, changed: 0, same: 0, wrong: [], changes: [] };
  show(<ReviewsPage />, {
    answers: {
      'GET /communities/{community}/reviews': () => ({ items: [] }),
      'GET /communities/{community}/review-target-batches': () => ({ items: [] }),
      'POST /communities/{community}/review-targets': ({ query }: Asked) => {
        asked.push(query);
        return table;
      },
    },
  });
  await tabTo(button('Targets as a table'));
  await user.keyboard('{Enter}');
  const dialog = await screen.findByRole('dialog', {}, patient);
  await tabTo(labelled('Paste a table, or choose a CSV file'));
  expect(dialog.contains(document.activeElement)).toBe(true);
  await user.paste('name,from,until\nMay,2026-05-01,2026-05-31');
  await tabTo(button('Preview'));
  await user.keyboard('{Enter}');
  await within(dialog).findByText('Write it', {}, patient);
  expect(asked).toHaveLength(1);
  if (!dialog.contains(document.activeElement)) throw new Error('the keyboard left the dialog');
  await tabTo(button('Write it'));
  await user.keyboard('{Enter}');
  await expect.poll(() => asked.length, { timeout: 10_000 }).toBe(2);
}, 120_000);
