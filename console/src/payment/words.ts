import type { Schemas } from '../api/client';
import type { Translate } from '../i18n';

export type Payment = Schemas['Payment'];
export type Merchant = Schemas['Merchant'];
export const FEN = 100;

/** What an account of the ledger is called. */
export function accountName(t: Translate, code: string): string {
  const [kind, rest] = code.split(':');
  if (kind === 'wechatpay') return t('payment.account.wechatpay', { name: rest });
  const name = rest === 'fees' ? t('payment.account.fees') : rest === 'suspense' ? t('payment.account.suspense') : rest;
  return kind === 'test' ? t('payment.account.test', { name }) : name;
}

const TONES = {
  asked: undefined,
  paying: 'info',
  in_doubt: 'warn',
  paid: 'good',
  closed: undefined,
  disputed: 'bad',
  refund_asked: 'info',
  refunded: undefined,
  refund_failed: 'bad',
} as const;
export const toneOf = (state: Payment['state']) => TONES[state];
