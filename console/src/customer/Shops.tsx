import { Alert, Button, Form, Input, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { api, url, type Schemas } from '../api/client';
import { ONE_PAGE, useAct, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useMay } from '../identity/session';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { FormDialog } from '../ui/FormDialog';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { CURRENCIES } from './ImportDialog';

type Shop = Schemas['PurchaseShop'];
type Made = Schemas['PurchaseShopSecret'];
const CHANGES: string[] = ['/communities/{community}/purchase-shops'];

/** Addresses shops tell their orders to; a secret is shown once, here. */
export function Shops() {
  const t = useT();
  const read = useRead('/communities/{community}/purchase-shops', { path: { community: useCommunity().id } });
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<Made>();
  const add = (
    <ActButton permission="customer:write" onClick={() => setMaking(true)}>
      {t('customer.shop_make')}
    </ActButton>
  );
  const items = read.data?.items ?? [];
  return (
    <section className="stack" aria-label={t('customer.shops')}>
      <h2 className="section">{t('customer.shops')}</h2>
      {items.length > 0 && (
        <>
          <p className="hint">{t('customer.shop_sign')}</p>
          <div className="row apart filters">{add}</div>
        </>
      )}
      {made && (
        <Alert
          type="warning"
          showIcon
          closable
          onClose={() => setMade(undefined)}
          title={
            <>
              {t('customer.shop_secret_once', { shop: made.shop.name })}{' '}
              <code style={{ overflowWrap: 'anywhere' }}>{made.secret}</code>
            </>
          }
        />
      )}
      <Records
        list={{ ...ONE_PAGE, items, isPending: read.isPending, error: read.error, refetch: read.refetch }}
        label={t('customer.shops')}
        empty={
          <Teach title={t('customer.shops')} actions={add}>
            {t('customer.shops_about')}
          </Teach>
        }
        columns={[
          {
            key: 'name',
            title: t('customer.shop'),
            narrow: 'head',
            show: (one) => (
              <span className="stack tight">
                <bdi>{one.name}</bdi>
                <span className="small muted">{one.currency}</span>
              </span>
            ),
          },
          {
            key: 'address',
            title: t('customer.shop_address'),
            narrow: 'line',
            show: (one) => (
              <code className="small" style={{ overflowWrap: 'anywhere' }}>
                {`${location.origin}${url('/hooks/purchases/{shop}', { shop: one.id })}`}
              </code>
            ),
          },
          {
            key: 'told',
            title: t('customer.shop_told'),
            width: 170,
            narrow: 'line',
            show: (one) =>
              one.stopped_at ? (
                <Mark>{t('customer.shop_stopped')}</Mark>
              ) : one.told_at ? (
                <At at={one.told_at} />
              ) : (
                <span className="muted">{t('customer.shop_never')}</span>
              ),
          },
          {
            key: 'act',
            title: '',
            width: 230,
            narrow: 'line',
            show: (one) => <ShopActs shop={one} onSecret={setMade} />,
          },
        ]}
      />
      <ShopDialog open={making} onClose={() => setMaking(false)} onMade={setMade} />
    </section>
  );
}

function ShopActs({ shop, onSecret }: { shop: Shop; onSecret: (made: Made) => void }) {
  const t = useT();
  const may = useMay();
  const path = { shop: shop.id };
  const renew = useAct(() => api.post('/purchase-shops/{shop}/secret', { path }), {
    changes: CHANGES,
    onDone: onSecret,
  });
  const stop = useAct(() => api.post('/purchase-shops/{shop}/stop', { path }), {
    changes: CHANGES,
    done: 'customer.shop_stopped',
  });
  const renewing = t(shop.stopped_at ? 'customer.shop_again' : 'customer.shop_renew');
  if (!may('customer:write'))
    return (
      <ActButton size="small" permission="customer:write">
        {renewing}
      </ActButton>
    );
  return (
    <span className="row">
      <Popconfirm
        title={t('customer.shop_renew_reach')}
        okText={renewing}
        cancelText={t('common.cancel')}
        onConfirm={() => renew.mutate(undefined)}
      >
        <Button size="small" loading={renew.isPending}>
          {renewing}
        </Button>
      </Popconfirm>
      {!shop.stopped_at && (
        <Popconfirm
          title={t('customer.shop_stop_reach')}
          okText={t('customer.shop_stop')}
          cancelText={t('common.cancel')}
          okButtonProps={{ danger: true }}
          onConfirm={() => stop.mutate(undefined)}
        >
          <Button size="small" danger loading={stop.isPending}>
            {t('customer.shop_stop')}
          </Button>
        </Popconfirm>
      )}
    </span>
  );
}

function ShopDialog({ open, onClose, onMade }: { open: boolean; onClose: () => void; onMade: (made: Made) => void }) {
  const t = useT();
  const path = { community: useCommunity().id };
  const make = useAct(
    (body: { name: string; currency: string }) => api.post('/communities/{community}/purchase-shops', { path, body }),
    {
      changes: CHANGES,
      onDone: (made: Made) => {
        onMade(made);
        onClose();
      },
    },
  );
  return (
    <FormDialog<{ name: string; currency: string }, Made>
      open={open}
      title={t('customer.shop_make')}
      about={t('customer.shops_about')}
      initial={{ currency: 'CNY' }}
      act={make}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('customer.shop')} rules={[{ required: true, message: t('setup.required') }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="currency" label={t('customer.currency')}>
        <Select options={CURRENCIES.map((one) => ({ value: one, label: one }))} />
      </Form.Item>
    </FormDialog>
  );
}
