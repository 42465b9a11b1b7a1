import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { ONE_PAGE, useAct, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { useMay } from '../identity/session';
import { ImportDialog } from './ImportDialog';
import { Shops } from './Shops';
import { UsersDialog } from './UsersDialog';

export type Batch = Schemas['PurchaseBatch'];

/** What came in, and how it is taken back. */
export function OrdersTab() {
  const t = useT();
  const format = useFormat();
  const path = { community: useCommunity().id };
  const read = useRead('/communities/{community}/purchase-batches', { path });
  const [importing, setImporting] = useState<'orders' | 'users'>();
  const add = (
    <div className="row wrap">
      <ActButton type="primary" permission="customer:write" onClick={() => setImporting('orders')}>
        {t('customer.import')}
      </ActButton>
      <ActButton permission="customer:write" onClick={() => setImporting('users')}>
        {t('customer.import_users')}
      </ActButton>
    </div>
  );
  const items = read.data?.items ?? [];
  return (
    <>
      {items.length > 0 && <div className="row apart filters">{add}</div>}
      <Records
        list={{ ...ONE_PAGE, items, isPending: read.isPending, error: read.error, refetch: read.refetch }}
        label={t('customer.tab.orders')}
        empty={
          <Teach title={t('customer.no_batches')} actions={add}>
            {t('customer.no_batches_about')}
          </Teach>
        }
        columns={[
          {
            key: 'name',
            title: t('customer.batch'),
            narrow: 'head',
            show: (one) => (
              <span className="stack tight">
                <bdi>{one.name || t(`customer.source.${one.source}`)}</bdi>
                <span className="small muted">
                  {t(`customer.about.${one.about}`)} · <At at={one.made_at} />
                </span>
              </span>
            ),
          },
          {
            key: 'lines',
            title: t('customer.lines'),
            width: 110,
            align: 'right',
            show: (one) => format.number(one.counts.lines),
          },
          {
            key: 'fresh',
            title: t('customer.fresh'),
            width: 220,
            narrow: 'line',
            show: (one) => (
              <span className="stack tight">
                <span className="num">
                  {t('customer.counted', {
                    fresh: format.number(one.counts.fresh),
                    known: format.number(one.counts.known),
                  })}
                </span>
                {one.counts.differing > 0 && (
                  <span className="small muted">
                    {t('customer.counted_differing', { n: format.number(one.counts.differing) })}
                  </span>
                )}
              </span>
            ),
          },
          {
            key: 'wrong',
            title: t('customer.wrong'),
            width: 110,
            align: 'right',
            show: (one) => format.number(one.counts.wrong),
          },
          {
            key: 'back',
            title: t('customer.take_back'),
            width: 140,
            narrow: 'line',
            show: (one) => <TakeBack batch={one} />,
          },
        ]}
      />
      <Shops />
      {importing === 'orders' && <ImportDialog onClose={() => setImporting(undefined)} />}
      {importing === 'users' && <UsersDialog onClose={() => setImporting(undefined)} />}
    </>
  );
}

function TakeBack({ batch }: { batch: Batch }) {
  const t = useT();
  const format = useFormat();
  const may = useMay();
  const back = useAct(() => api.post('/purchase-batches/{batch}/take-back', { path: { batch: batch.id } }), {
    done: 'customer.taken_back',
    changes: ['/communities/{community}/purchase-batches', '/communities/{community}/customers'],
  });
  if (batch.taken_back_at) return <Mark>{t('customer.taken_back')}</Mark>;
  if (!may('customer:write'))
    return (
      <ActButton size="small" permission="customer:write">
        {t('customer.take_back')}
      </ActButton>
    );
  return (
    <Popconfirm
      title={t('customer.take_back_reach', { n: format.number(batch.counts.fresh) })}
      okText={t('customer.take_back')}
      cancelText={t('common.cancel')}
      okButtonProps={{ danger: true }}
      onConfirm={() => back.mutate(undefined)}
    >
      <Button size="small" danger loading={back.isPending}>
        {t('customer.take_back')}
      </Button>
    </Popconfirm>
  );
}
