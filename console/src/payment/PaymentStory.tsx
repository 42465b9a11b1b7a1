import { Drawer, Skeleton } from 'antd';
import { api } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import { Refusal } from '../ui/Refusal';
import { accountName, toneOf } from './words';

/** One payment: its orders, its refunds, and what stands in the ledger. */
export function PaymentStory({ id, onClose }: { id: string | null; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const path = { payment: id ?? '' };
  const story = useRead('/payments/{payment}', { path }, { enabled: id !== null, refetchInterval: 5_000 });
  const look = useAct(() => api.post('/payments/{payment}/look', { path }), {
    done: 'payment.looked',
    changes: ['/payments', '/communities/{community}/payments'],
  });
  const found = story.data;
  return (
    <Drawer open={id !== null} onClose={onClose} size={520} title={found?.payment.description ?? t('payment.details')}>
      {story.error && <Refusal problem={story.error} retry={story.refetch} />}
      {!found && !story.error && <Skeleton active />}
      {found && (
        <div className="stack">
          <div className="row apart">
            <span className="row tight">
              <b>{format.money(found.payment.amount)}</b>
              <Mark tone={toneOf(found.payment.state)}>{t(`payment_state.${found.payment.state}`)}</Mark>
            </span>
            <ActButton
              size="small"
              permission="payment:write"
              loading={look.isPending}
              onClick={() => look.mutate(undefined)}
            >
              {t('payment.look')}
            </ActButton>
          </div>
          {found.orders.length > 0 && (
            <section className="stack">
              <h3>{t('payment.orders')}</h3>
              {found.orders.map((order) => (
                <div key={order.number} className="stack tight">
                  <span>
                    {t(`payment_way.${order.way}`)} · {t(`order_state.${order.state}`)}
                    {order.paid !== null && ` · ${format.money(order.paid)}`} · <At at={order.created_at} />
                  </span>
                  <bdi className="small muted">{order.number}</bdi>
                  {order.evidence && <span className="small muted">{order.evidence}</span>}
                </div>
              ))}
            </section>
          )}
          {found.refunds.length > 0 && (
            <section className="stack">
              <h3>{t('payment.refunds')}</h3>
              {found.refunds.map((refund) => (
                <div key={refund.number} className="stack tight">
                  <span>
                    {t(`refund_state.${refund.state}`)} · {format.money(refund.amount)} · <At at={refund.created_at} />
                  </span>
                  <span className="small muted">
                    {refund.asked_by?.name ?? t(`actor.${refund.asked_by?.kind ?? 'machine'}`)} ·{' '}
                    <bdi>{refund.reason}</bdi>
                  </span>
                  <bdi className="small muted">{refund.number}</bdi>
                  {refund.evidence && <span className="small muted">{refund.evidence}</span>}
                </div>
              ))}
            </section>
          )}
          <section className="stack">
            <h3>{t('payment.entries')}</h3>
            {found.entries.length === 0 && <span className="muted">{t('payment.no_entries')}</span>}
            {found.entries.map((entry) => (
              <div key={entry.at + entry.kind} className="stack tight">
                <span>
                  {t(`payment.entry.${entry.kind}`)} · <At at={entry.at} />
                </span>
                {entry.postings.map((posting) => (
                  <span key={posting.account} className="row apart small">
                    <span>{accountName(t, posting.account)}</span>
                    <span>{format.money(posting.amount)}</span>
                  </span>
                ))}
              </div>
            ))}
          </section>
        </div>
      )}
    </Drawer>
  );
}
