import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useEffect, useState } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { show } from '../mock/render';
import { keepFocus } from './keepFocus';

const afterwards = () => new Promise((soon) => setTimeout(soon, 400));

/** A dialog that is taken away instead of closed, as most of ours are. */
function Place() {
  const [open, setOpen] = useState(false);
  useEffect(keepFocus, []);
  return (
    <>
      <button onClick={() => setOpen(true)}>Plan</button>
      {open && (
        <div role="dialog" aria-modal="true">
          <button onClick={() => setOpen(false)}>Close</button>
        </div>
      )}
    </>
  );
}

// Nothing is laid out here, so nothing would count as shown.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetParent', 'get').mockReturnValue(document.body);
});

it('the keyboard goes back to what opened a dialog that is gone', async () => {
  const user = userEvent.setup();
  show(<Place />);
  const opener = screen.getByRole('button', { name: 'Plan' });
  opener.focus();
  await user.keyboard('{Enter}');
  await user.tab();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Close' }));
  await user.keyboard('{Enter}');
  await expect.poll(() => document.activeElement).toBe(opener);
});

it('who clicked beside everything goes on from there', async () => {
  const user = userEvent.setup();
  show(<Place />);
  screen.getByRole('button', { name: 'Plan' }).focus();
  await user.click(document.body);
  await user.keyboard('{Shift}');
  await afterwards();
  expect(document.activeElement).toBe(document.body);
});

it('past the last stop the keyboard may leave the page', async () => {
  const user = userEvent.setup();
  show(<Place />);
  screen.getByRole('button', { name: 'Plan' }).focus();
  await user.tab();
  await afterwards();
  expect(document.activeElement).toBe(document.body);
  await user.keyboard('{Shift}');
  await afterwards();
  expect(document.activeElement).toBe(document.body);
});
