import { Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, useList } from '../api/queries';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { FormDialog } from '../ui/FormDialog';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { useSession } from './session';

const ROLES = ['owner', 'operator', 'analyst', 'group_admin'] as const;

function NewOperator({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  const create = useAct(
    (fields: Schemas['NewOperator']) => api.post('/operators', { body: { ...fields, language: t.language } }),
    { done: 'operators.added', changes: ['/operators'], onDone: onClose },
  );
  const required = [{ required: true, message: t('setup.required') }];
  return (
    <FormDialog open={open} title={t('operators.add')} initial={{ role: 'operator' }} act={create} onClose={onClose}>
      <Form.Item name="name" label={t('setup.name')} rules={required}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="login" label={t('setup.login')} rules={required}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('setup.password')}
        extra={t('setup.password_rule')}
        rules={[{ required: true, min: 10, message: t('setup.password_rule') }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item name="role" label={t('operators.role')}>
        <Radio.Group
          vertical
          options={ROLES.map((role) => ({
            value: role,
            label: (
              <>
                {t(`operator_role.${role}`)} <span className="muted small">{t(`operator_role.${role}_may`)}</span>
              </>
            ),
          }))}
        />
      </Form.Item>
    </FormDialog>
  );
}

export function OperatorsTab() {
  const t = useT();
  const session = useSession();
  const list = useList('/operators');
  const [adding, setAdding] = useState(false);
  const change = useAct(
    ({ id, disabled }: { id: string; disabled: boolean }) =>
      api.patch('/operators/{operator}', { path: { operator: id }, body: { disabled } }),
    { done: 'common.saved', changes: ['/operators'] },
  );
  return (
    <div className="stack">
      <div className="row">
        <ActButton type="primary" permission="operator:write" onClick={() => setAdding(true)}>
          {t('operators.add')}
        </ActButton>
      </div>
      <Records
        list={list}
        label={t('settings.tab_operators')}
        empty={<Teach title={t('common.nothing_found')} />}
        columns={[
          { key: 'name', title: t('setup.name'), show: (one) => <b>{one.name}</b>, narrow: 'head' },
          { key: 'login', title: t('setup.login'), show: (one) => one.login },
          { key: 'role', title: t('operators.role'), show: (one) => t.code('operator_role', one.role) },
          { key: 'seen', title: t('operators.last_seen'), show: (one) => <At at={one.last_seen_at} /> },
          {
            key: 'state',
            title: t('common.state'),
            show: (one) => (
              <Mark tone={one.disabled ? 'plain' : 'good'}>
                {t(one.disabled ? 'operators.disabled' : 'operators.active')}
              </Mark>
            ),
          },
          {
            key: 'act',
            title: '',
            align: 'right',
            show: (one) => (
              <ActButton
                size="small"
                permission="operator:write"
                blocked={one.id === session?.operator.id && t('operators.not_yourself')}
                loading={change.isPending && change.variables.id === one.id}
                onClick={() => change.mutate({ id: one.id, disabled: !one.disabled })}
              >
                {t(one.disabled ? 'operators.enable' : 'operators.disable')}
              </ActButton>
            ),
          },
        ]}
      />
      <NewOperator open={adding} onClose={() => setAdding(false)} />
    </div>
  );
}
