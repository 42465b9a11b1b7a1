import { Form, Input, InputNumber, Modal, Select, Typography } from 'antd';
import { useState } from 'react';
import { api } from '../api/client';
import { useAct, useList } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { FormDialog } from '../ui/FormDialog';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { PaymentStory } from './PaymentStory';
import { FEN, toneOf, type Payment } from './words';

const STATES = [
  'asked',
  'paying',
  'in_doubt',
  'paid',
  'closed',
  'disputed',
  'refund_asked',
  'refunded',
  'refund_failed',
] as const;
const REFRESH_MS = 5_000; // somebody may be paying now
const DAY_HOURS = 24;

type Fields = { purpose: string; amount: number; description: string; hours: number };

function AskForPayment({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  const community = useCommunity();
  const [page, setPage] = useState<string | null>(null);
  const ask = useAct(
    ({ purpose, amount, description, hours }: Fields) =>
      api.post('/communities/{community}/payments', {
        path: { community: community.id },
        body: { purpose, description, hours, amount: Math.round(amount * FEN) },
      }),
    {
      done: 'payment.asked',
      changes: ['/communities/{community}/payments'],
      onDone: (asked) => {
        setPage(window.location.origin + asked.page);
        onClose();
      },
    },
  );
  const needed = { required: true, message: t('setup.required') };
  return (
    <>
      <FormDialog
        open={open}
        title={t('payment.ask')}
        confirm={t('payment.ask')}
        initial={{ hours: DAY_HOURS }}
        act={ask}
        onClose={onClose}
      >
        <Form.Item name="purpose" label={t('payment.purpose')} rules={[needed]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="description" label={t('payment.description')} rules={[needed]}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="amount" label={t('payment.amount_yuan')} rules={[needed]}>
          <InputNumber min={0.01} max={1_000_000} precision={2} />
        </Form.Item>
        <Form.Item name="hours" label={t('payment.hours')} rules={[needed]}>
          <InputNumber min={1} max={720} precision={0} />
        </Form.Item>
      </FormDialog>
      <Modal open={page !== null} title={t('payment.asked')} footer={null} onCancel={() => setPage(null)}>
        <p>{t('payment.page')}</p>
        <Typography.Paragraph copyable={{ text: page ?? '' }} style={{ overflowWrap: 'anywhere' }}>
          <a href={page ?? ''} target="_blank" rel="noreferrer">
            {page}
          </a>
        </Typography.Paragraph>
      </Modal>
    </>
  );
}

/** Gives all of a payment back, after the amount was typed again. */
function Refund({ payment, onClose }: { payment: Payment | null; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const refund = useAct(
    ({ amount, reason }: { amount: number; reason: string }) =>
      api.post('/payments/{payment}/refund', {
        path: { payment: payment!.id },
        body: { amount: Math.round(amount * FEN), reason },
      }),
    {
      done: 'payment.refund_asked',
      changes: ['/communities/{community}/payments', '/payments', '/communities/{community}/balances'],
      onDone: onClose,
    },
  );
  return (
    <FormDialog
      open={payment !== null}
      title={t('payment.refund_title', { amount: format.money(payment?.amount) })}
      confirm={t('payment.refund')}
      about={`${t('payment.refund_reach')} ${t('payment.refund_stop')}`}
      act={refund}
      onClose={onClose}
    >
      <Form.Item
        name="amount"
        label={t('payment.refund_type')}
        rules={[
          { required: true, message: t('setup.required') },
          {
            validator: (_, value: number | null) =>
              value == null || Math.round(value * FEN) === payment?.amount
                ? Promise.resolve()
                : Promise.reject(new Error(t('payment.refund_differs'))),
          },
        ]}
      >
        <InputNumber precision={2} min={0} />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('payment.refund_reason')}
        rules={[{ required: true, message: t('setup.required') }]}
      >
        <Input maxLength={25} />
      </Form.Item>
    </FormDialog>
  );
}

/** What members were asked to pay, and what became of it. */
export function Payments() {
  const t = useT();
  const format = useFormat();
  const { values, set } = useFilters('state');
  const state = STATES.find((one) => one === values.state);
  const list = useList(
    '/communities/{community}/payments',
    { path: { community: useCommunity().id }, query: { state } },
    { refetchInterval: REFRESH_MS },
  );
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const [refunding, setRefunding] = useState<Payment | null>(null);
  const ask = (
    <ActButton type="primary" permission="payment:write" onClick={() => setAsking(true)}>
      {t('payment.ask')}
    </ActButton>
  );
  const refundable = (payment: Payment) => ['paid', 'disputed', 'refund_failed'].includes(payment.state);
  return (
    <>
      {(list.items.length > 0 || state) && (
        <div className="row apart filters">
          <Select
            allowClear
            aria-label={t('common.state')}
            placeholder={t('payment.any_state')}
            value={state}
            style={{ minWidth: 180 }}
            options={STATES.map((one) => ({ value: one, label: t(`payment_state.${one}`) }))}
            onChange={(chosen) => set({ state: chosen ?? null })}
          />
          {ask}
        </div>
      )}
      <Records
        list={list}
        label={t('payment.tab.payments')}
        empty={
          state ? (
            <Teach title={t('payment.none_in_state')}>{null}</Teach>
          ) : (
            <Teach title={t('payment.empty')} actions={ask}>
              {t('payment.empty_about')}
            </Teach>
          )
        }
        columns={[
          {
            key: 'what',
            title: t('payment.what_for'),
            narrow: 'head',
            show: (payment) => (
              <span className="stack tight">
                <b>
                  <bdi>{payment.description}</bdi>
                </b>
                <bdi className="small muted">{payment.purpose}</bdi>
              </span>
            ),
          },
          {
            key: 'amount',
            title: t('payment.amount'),
            width: 130,
            align: 'right',
            show: (payment) => format.money(payment.amount),
          },
          {
            key: 'state',
            title: t('common.state'),
            width: 190,
            show: (payment) => (
              <span className="row tight">
                <Mark tone={toneOf(payment.state)}>{t(`payment_state.${payment.state}`)}</Mark>
                {payment.imaginary && <Mark>{t('payment.imaginary')}</Mark>}
              </span>
            ),
          },
          {
            key: 'at',
            title: t('payment.state_at'),
            width: 170,
            show: (payment) => <At at={payment.state_at} />,
          },
          {
            key: 'acts',
            title: '',
            width: 190,
            narrow: 'line',
            show: (payment) => (
              <span className="row tight">
                <ActButton size="small" permission="payment:read" onClick={() => setShown(payment.id)}>
                  {t('payment.details')}
                </ActButton>
                <ActButton
                  size="small"
                  danger
                  permission="payment:refund"
                  blocked={!refundable(payment) && t('payment.not_refundable')}
                  onClick={() => setRefunding(payment)}
                >
                  {t('payment.refund')}
                </ActButton>
              </span>
            ),
          },
        ]}
      />
      <AskForPayment open={asking} onClose={() => setAsking(false)} />
      <Refund payment={refunding} onClose={() => setRefunding(null)} />
      <PaymentStory id={shown} onClose={() => setShown(null)} />
    </>
  );
}
