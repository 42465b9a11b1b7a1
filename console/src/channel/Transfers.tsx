import { Alert, AutoComplete, Button, Form, Radio, Select, Switch } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, useList, useRead } from '../api/queries';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { FormDialog } from '../ui/FormDialog';
import { Mark, type Tone } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import type { Account } from './words';

type Transfer = Schemas['Transfer'];
type State = Schemas['TransferState'];
type Fields = { kind: Transfer['kind']; from: string; to: string; resigned?: boolean };
const TONE: Record<State, Tone> = {
  due: 'plain',
  waiting: 'info',
  done: 'good',
  refused: 'warn',
  limit: 'warn',
  failed: 'bad',
  left_out: 'plain',
};

function Counts({ transfer }: { transfer: Transfer }) {
  const t = useT();
  const states = (Object.keys(TONE) as State[])
    .map((state) => ({ state, n: transfer.items.filter((item) => item.state === state).length }))
    .filter(({ n }) => n > 0);
  if (states.length === 0) return <span className="muted">{t('transfer.nothing')}</span>;
  return (
    <span className="row tight">
      {states.map(({ state, n }) => (
        <Mark key={state} tone={TONE[state]}>
          {t(`transfer.state.${state}`)} {n}
        </Mark>
      ))}
    </span>
  );
}

function NewTransfer({ account, from, onClose }: { account: Account; from: string; onClose: () => void }) {
  const t = useT();
  const [key] = useState(() => crypto.randomUUID());
  const path = { account: account.id };
  const choices = useRead('/accounts/{account}/mass-sends/choices', { path });
  const make = useAct(
    (wish: Fields) =>
      api.post('/accounts/{account}/transfers', { path, body: { ...wish, key, resigned: wish.resigned ?? false } }),
    { done: 'transfer.made', changes: ['/accounts'], onDone: onClose },
  );
  const staff = (choices.data?.staff ?? []).map((one) => ({ value: one.id, label: one.id }));
  const required = [{ required: true, message: t('setup.required') }];
  return (
    <FormDialog<Fields, unknown>
      open
      title={t('transfer.new')}
      confirm={t('transfer.hand_over')}
      about={t('transfer.reach')}
      initial={{ kind: 'groups', from: from || undefined, resigned: from !== '' }}
      act={make}
      onClose={onClose}
    >
      <Form.Item name="kind" label={t('transfer.what')}>
        <Radio.Group
          options={(['groups', 'customers'] as const).map((one) => ({ value: one, label: t(`mass.kind.${one}`) }))}
        />
      </Form.Item>
      <Form.Item name="from" label={t('transfer.from')} rules={required}>
        <Select showSearch options={staff} />
      </Form.Item>
      <Form.Item name="resigned" label={t('transfer.resigned')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="to" label={t('transfer.to')} rules={required}>
        <AutoComplete options={staff} maxLength={64} />
      </Form.Item>
    </FormDialog>
  );
}

/** Handing groups and customers from one member of staff to another, and who left without. */
export function Transfers({ account }: { account: Account }) {
  const t = useT();
  const format = useFormat();
  const [from, setFrom] = useState<string | null>(null);
  const path = { account: account.id };
  const list = useList('/accounts/{account}/transfers', { path }, { refetchInterval: 15_000 });
  const left = useRead('/accounts/{account}/transfers/left', { path }, { retry: false });
  const start = (
    <ActButton type="primary" permission="account:write" onClick={() => setFrom('')}>
      {t('transfer.new')}
    </ActButton>
  );
  return (
    <>
      <div className="row apart filters">
        <p className="hint grow">{t('transfer.about')}</p>
        {list.items.length > 0 && start}
      </div>
      {(left.data?.items ?? []).map((one) => (
        <Alert
          key={one.staff}
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          title={t('transfer.left', {
            staff: one.staff,
            groups: format.number(one.groups),
            customers: format.number(one.customers),
          })}
          action={
            <Button size="small" onClick={() => setFrom(one.staff)}>
              {t('transfer.hand_over')}
            </Button>
          }
        />
      ))}
      <Records
        list={list}
        label={t('account.tab.transfers')}
        empty={
          <Teach title={t('transfer.empty')} actions={start}>
            {t('transfer.empty_about')}
          </Teach>
        }
        columns={[
          {
            key: 'who',
            title: t('transfer.who'),
            narrow: 'head',
            show: (one) => (
              <bdi>
                {one.from} → {one.to}
              </bdi>
            ),
          },
          {
            key: 'what',
            title: t('transfer.what'),
            width: 220,
            show: (one) => (
              <span className="row tight">
                {t(`mass.kind.${one.kind}`)}
                {one.resigned && <Mark>{t('transfer.has_left')}</Mark>}
              </span>
            ),
          },
          {
            key: 'state',
            title: t('mass.state'),
            width: 280,
            narrow: 'line',
            show: (one) => <Counts transfer={one} />,
          },
          { key: 'at', title: t('mass.written'), width: 180, show: (one) => <At at={one.created_at} /> },
        ]}
        more={(one) => (
          <ul className="stack tight" style={{ margin: 0, paddingInlineStart: 18 }}>
            {one.items.slice(0, 200).map((item) => (
              <li key={item.id}>
                <bdi>{item.name || item.id}</bdi>{' '}
                <Mark tone={TONE[item.state]}>{t(`transfer.state.${item.state}`)}</Mark>{' '}
                {item.evidence && <code className="small said">{item.evidence}</code>}
              </li>
            ))}
          </ul>
        )}
      />
      {from !== null && <NewTransfer account={account} from={from} onClose={() => setFrom(null)} />}
    </>
  );
}
