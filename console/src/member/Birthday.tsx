import { Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '../api/client';
import { useAct } from '../api/queries';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { FormDialog } from '../ui/FormDialog';

/** Day and month somebody was born on: whom to congratulate, not how old they are. */
export function Birthday({ member, birthday }: { member: string; birthday?: string | null }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const save = useAct(
    (fields: { birthday?: string }) =>
      api.put('/members/{member}/birthday', {
        path: { member },
        body: { birthday: fields.birthday?.trim() || null },
      }),
    { done: 'common.saved', changes: ['/members', '/communities/{community}/care'], onDone: () => setOpen(false) },
  );
  return (
    <>
      <ActButton permission="member:write" onClick={() => setOpen(true)}>
        {birthday ? `${t('member.birthday')} ${birthday}` : t('member.birthday_set')}
      </ActButton>
      <FormDialog<{ birthday?: string }, unknown>
        open={open}
        title={t('member.birthday_set')}
        confirm={t('common.save')}
        initial={{ birthday: birthday ?? '' }}
        act={save}
        onClose={() => setOpen(false)}
      >
        <Form.Item
          name="birthday"
          label={t('member.birthday')}
          extra={t('member.birthday_about')}
          rules={[{ pattern: /^\s*((0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?\s*$/, message: t('member.birthday_wrong') }]}
        >
          <Input maxLength={5} placeholder="05-17" />
        </Form.Item>
      </FormDialog>
    </>
  );
}
