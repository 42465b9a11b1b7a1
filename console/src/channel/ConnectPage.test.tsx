import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { MockProblem, type Asked } from '../mock/install';
import { show } from '../mock/render';
import ConnectPage from './ConnectPage';

it('connects an account step by step: platform, credentials, checks, groups', async () => {
  const user = userEvent.setup();
  let sent: unknown;
  show(<ConnectPage />, {
    at: '/accounts/connect',
    answers: {
      'POST /accounts': ({ body }: Asked) => {
        sent = body;
        return { id: '31' };
      },
    },
  });
  const telegram = await screen.findByRole('region', { name: 'Telegram' });
  await user.click(telegram.querySelector('button')!);
  expect(await screen.findByText(/talk to @BotFather/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Connect and check' }));
  expect(await screen.findAllByText('Required')).toBeTruthy();
  expect(sent).toBeUndefined();
  fireEvent.change(screen.getByLabelText(/^Bot token/), { target: { value: ' 123456:AB ' } });
  await user.click(screen.getByRole('button', { name: 'Connect and check' }));
  await screen.findByText('2 checks to go');
  expect(sent).toEqual({ platform: 'telegram', name: 'Telegram', values: { token: '123456:AB', mode: 'polling' } });
  await user.click(screen.getByRole('button', { name: 'Skip for now, to the groups' }));
  await screen.findByRole('button', { name: 'Add to a community' });
});

it('what the platform refuses is shown at its field', async () => {
  const user = userEvent.setup();
  show(<ConnectPage />, {
    at: '/accounts/connect?platform=wecom',
    answers: {
      'POST /accounts': () => {
        throw new MockProblem(400, 'invalid_request', { field: 'corp_id' });
      },
    },
  });
  for (const label of [/^Corp id/, /^AgentId/, /^Secret of the app/, /^Token for receiving/, /^EncodingAESKey/])
    fireEvent.change(await screen.findByLabelText(label), { target: { value: '1' } });
  await user.click(screen.getByRole('button', { name: 'Connect and check' }));
  expect(await screen.findByText('This is not right; compare it with the note below')).toBeTruthy();
});

it('a reload in the middle comes back to the checks of the same account', async () => {
  show(<ConnectPage />, { at: '/accounts/connect?account=31&step=health' });
  await screen.findByText('2 checks to go');
  expect(screen.getByText(/\/api\/v1\/onebot\/ws$/)).toBeTruthy();
});
