import { App, Modal, Typography } from 'antd';
import { useState } from 'react';
import { api } from '../api/client';
import { ONE_PAGE, useAct, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { MerchantDialog } from './MerchantDialog';
import type { Merchant } from './words';

const CHANGES = ['/merchants'];
const TONES = { ok: 'good', failed: 'bad', unknown: undefined } as const;

/** Whether everything is set up right; WeChat Pay is asked once when it opens. */
function Checks({ merchant, onClose }: { merchant: Merchant | null; onClose: () => void }) {
  const t = useT();
  const check = useAct((id: string) => api.post('/merchants/{merchant}/check', { path: { merchant: id } }));
  return (
    <Modal
      open={merchant !== null}
      title={`${t('merchant.check')} · ${merchant?.name ?? ''}`}
      footer={null}
      onCancel={onClose}
      afterOpenChange={(open) => (open && merchant ? check.mutate(merchant.id) : check.reset())}
      loading={check.isPending}
    >
      {check.error && <Refusal problem={check.error} />}
      <ul className="plain stack">
        {check.data?.checks.map((one) => (
          <li key={one.code} className="stack tight">
            <span className="row apart">
              <span>{t(`merchant.check.${one.code}`)}</span>
              <Mark tone={TONES[one.state]}>{t(`check_state.${one.state}`)}</Mark>
            </span>
            {one.evidence && <span className="small muted">{one.evidence}</span>}
          </li>
        ))}
      </ul>
    </Modal>
  );
}

/** Who takes the money of this community. */
export function Merchants() {
  const t = useT();
  const { modal } = App.useApp();
  const community = useCommunity();
  const found = useRead('/merchants');
  const [editing, setEditing] = useState<Merchant | 'new' | null>(null);
  const [checking, setChecking] = useState<Merchant | null>(null);
  const items = (found.data?.items ?? []).filter(
    (one) => one.community_id === null || one.community_id === community.id,
  );
  const own = items.some((one) => one.community_id === community.id);
  const test = useAct(
    () =>
      api.post('/merchants', {
        body: { community_id: community.id, kind: 'test', name: t('merchant.kind.test'), values: {} },
      }),
    { done: 'merchant.connected', changes: CHANGES },
  );
  const remove = useAct((id: string) => api.delete('/merchants/{merchant}', { path: { merchant: id } }), {
    done: 'merchant.removed',
    changes: CHANGES,
  });
  const askTest = () =>
    modal.confirm({
      title: t('merchant.connect_test'),
      content: t('merchant.test_about'),
      okText: t('merchant.connect_test'),
      cancelText: t('common.cancel'),
      onOk: () => test.mutateAsync(undefined).catch(() => {}),
    });
  const askRemove = (merchant: Merchant) =>
    modal.confirm({
      title: t('merchant.remove_title', { name: merchant.name }),
      content: t('merchant.remove_reach'),
      okText: t('merchant.remove'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync(merchant.id).catch(() => {}),
    });
  const acts = (
    <>
      <ActButton type="primary" permission="payment:write" onClick={() => setEditing('new')}>
        {t('merchant.connect')}
      </ActButton>
      {!own && (
        <ActButton permission="payment:write" loading={test.isPending} onClick={askTest}>
          {t('merchant.connect_test')}
        </ActButton>
      )}
    </>
  );
  return (
    <>
      {items.length > 0 && <div className="row apart filters">{acts}</div>}
      <Records
        list={{ ...ONE_PAGE, items, isPending: found.isPending, error: found.error, refetch: found.refetch }}
        label={t('payment.tab.merchants')}
        empty={
          <Teach title={t('merchant.empty')} actions={acts}>
            {t('merchant.empty_about')}
          </Teach>
        }
        columns={[
          {
            key: 'name',
            title: t('common.name'),
            narrow: 'head',
            show: (merchant) => (
              <span className="stack tight">
                <b>
                  <bdi>{merchant.name}</bdi>
                </b>
                {merchant.hook && (
                  <Typography.Text copyable className="small" style={{ overflowWrap: 'anywhere' }}>
                    {merchant.hook}
                  </Typography.Text>
                )}
              </span>
            ),
          },
          {
            key: 'kind',
            title: t('merchant.kind'),
            width: 130,
            show: (merchant) => (
              <Mark tone={merchant.kind === 'test' ? 'warn' : 'info'}>{t(`merchant.kind.${merchant.kind}`)}</Mark>
            ),
          },
          {
            key: 'mchid',
            title: t('merchant.field.mchid'),
            width: 190,
            show: (merchant) => <bdi>{merchant.settings.mchid ?? '–'}</bdi>,
          },
          {
            key: 'serves',
            title: t('merchant.serves'),
            width: 200,
            show: (merchant) => t(merchant.community_id === null ? 'merchant.serves_all' : 'merchant.serves_this'),
          },
          {
            key: 'acts',
            title: '',
            width: 270,
            narrow: 'line',
            show: (merchant) => (
              <span className="row tight">
                <ActButton size="small" permission="payment:write" onClick={() => setChecking(merchant)}>
                  {t('merchant.check')}
                </ActButton>
                {merchant.kind === 'wechatpay' && (
                  <ActButton size="small" permission="payment:write" onClick={() => setEditing(merchant)}>
                    {t('merchant.change')}
                  </ActButton>
                )}
                <ActButton size="small" danger permission="payment:write" onClick={() => askRemove(merchant)}>
                  {t('merchant.remove')}
                </ActButton>
              </span>
            ),
          },
        ]}
      />
      <MerchantDialog
        key={editing === 'new' ? 'new' : (editing?.id ?? 'none')}
        merchant={editing}
        own={own}
        onClose={() => setEditing(null)}
      />
      <Checks merchant={checking} onClose={() => setChecking(null)} />
    </>
  );
}
