import { Alert, Form, Input } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct } from '../api/queries';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { FormDialog } from '../ui/FormDialog';

/** Forgets a person for good; whoever presses it must type the name. */
export function EraseMember({ member }: { member: Schemas['Member'] }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const erase = useAct(
    ({ name }: { name: string }) =>
      api.post('/members/{member}/erase', { path: { member: member.id }, body: { name: name.trim() } }),
    { done: 'member.erasing', changes: ['/members', '/groups'], onDone: () => setOpen(false) },
  );
  return (
    <>
      <ActButton danger permission="member:erase" onClick={() => setOpen(true)}>
        {t('member.erase')}
      </ActButton>
      <FormDialog
        open={open}
        title={t('member.erase')}
        confirm={t('member.erase')}
        act={erase}
        onClose={() => setOpen(false)}
      >
        <Alert type="warning" title={t('member.erase_reach')} description={t('member.erase_about')} />
        <Form.Item
          name="name"
          label={t('member.erase_type', { name: member.name })}
          rules={[{ required: true, message: t('member.erase_type', { name: member.name }) }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
      </FormDialog>
    </>
  );
}
