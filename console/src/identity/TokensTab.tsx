import { CopyOutlined } from '@ant-design/icons';
import { Alert, App, Button, Checkbox, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, useList } from '../api/queries';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { useSession } from './session';
import './gate.css';

const DAY = 86_400_000;

function NewToken({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  const session = useSession();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ name: string; scopes: string[]; days: number }>();
  const [secret, setSecret] = useState<string | null>(null);
  const create = useAct(
    ({ name, scopes, days }: { name: string; scopes: string[]; days: number }) =>
      api.post('/tokens', {
        body: { name, scopes, expires_at: days === 0 ? null : new Date(Date.now() + days * DAY).toISOString() },
      }),
    { changes: ['/tokens'], onDone: (made) => setSecret(made.secret) },
  );
  const scopes = (session?.permissions ?? []).filter((permission) => permission !== '*').toSorted();
  const copy = async () => {
    await navigator.clipboard.writeText(secret!);
    void message.success(t('common.copied'));
  };
  const close = () => {
    onClose();
    setSecret(null);
    form.resetFields();
    create.reset();
  };
  return (
    <Modal
      open={open}
      title={t(secret ? 'tokens.secret_title' : 'tokens.create')}
      okText={t(secret ? 'common.close' : 'common.add')}
      cancelText={t('common.cancel')}
      confirmLoading={create.isPending}
      onOk={() => (secret ? close() : form.submit())}
      onCancel={close}
      cancelButtonProps={{ hidden: secret !== null }}
      mask={{ closable: secret === null }}
    >
      {secret ? (
        <div className="stack">
          <Alert type="warning" showIcon title={t('tokens.secret_about')} />
          <pre className="raw" data-testid="secret">
            {secret}
          </pre>
          <Button icon={<CopyOutlined aria-hidden />} onClick={() => void copy()}>
            {t('common.copy')}
          </Button>
        </div>
      ) : (
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ scopes: ['report:read'], days: 90 }}
          onFinish={(values) => create.mutate(values)}
        >
          <Form.Item name="name" label={t('common.name')} rules={[{ required: true, message: t('setup.required') }]}>
            <Input placeholder={t('tokens.name_example')} maxLength={80} />
          </Form.Item>
          <Form.Item name="days" label={t('tokens.expires')}>
            <Select
              options={[30, 90, 365, 0].map((days) => ({
                value: days,
                label: days === 0 ? t('tokens.never') : t('tokens.expires_days', { days }),
              }))}
            />
          </Form.Item>
          <Form.Item
            name="scopes"
            label={t('tokens.scopes')}
            rules={[{ required: true, message: t('setup.required') }]}
          >
            <Checkbox.Group
              className="scopes"
              options={scopes.map((scope) => ({ value: scope, label: t.code('permission', scope) }))}
            />
          </Form.Item>
          {create.error && <Refusal problem={create.error} />}
        </Form>
      )}
    </Modal>
  );
}

export function TokensTab() {
  const t = useT();
  const list = useList('/tokens');
  const { modal } = App.useApp();
  const [adding, setAdding] = useState(false);
  const revoke = useAct((token: string) => api.delete('/tokens/{token}', { path: { token } }), {
    done: 'tokens.revoked',
    changes: ['/tokens'],
  });
  const ask = (token: Schemas['Token']) =>
    modal.confirm({
      title: t('tokens.revoke_ask', { name: token.name }),
      okText: t('tokens.revoke'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => revoke.mutateAsync(token.id),
    });
  const create = (
    <ActButton type="primary" permission="token:write" onClick={() => setAdding(true)}>
      {t('tokens.create')}
    </ActButton>
  );
  return (
    <div className="stack">
      <p className="hint">{t('tokens.about')}</p>
      {list.items.length > 0 && <div className="row">{create}</div>}
      <Records
        list={list}
        label={t('settings.tab_tokens')}
        empty={
          <Teach title={t('tokens.empty')} actions={create}>
            {t('tokens.empty_about')}
          </Teach>
        }
        columns={[
          { key: 'name', title: t('common.name'), show: (token) => <b>{token.name}</b>, narrow: 'head' },
          {
            key: 'scopes',
            title: t('tokens.scopes'),
            show: (token) =>
              token.scopes.map((scope) => (scope === '*' ? t('common.all') : t.code('permission', scope))).join(' · '),
          },
          {
            key: 'expires',
            title: t('tokens.expires'),
            show: (token) =>
              token.expires_at === null ? (
                t('tokens.never')
              ) : new Date(token.expires_at) < new Date() ? (
                <Mark tone="bad">{t('tokens.expired')}</Mark>
              ) : (
                <At at={token.expires_at} />
              ),
          },
          {
            key: 'used',
            title: t('tokens.last_used'),
            show: (token) => (token.last_used_at ? <At at={token.last_used_at} /> : t('tokens.not_used')),
          },
          {
            key: 'act',
            title: '',
            align: 'right',
            show: (token) => (
              <ActButton size="small" danger permission="token:write" onClick={() => ask(token)}>
                {t('tokens.revoke')}
              </ActButton>
            ),
          },
        ]}
      />
      <NewToken open={adding} onClose={() => setAdding(false)} />
    </div>
  );
}
