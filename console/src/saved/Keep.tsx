import { SaveOutlined } from '@ant-design/icons';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { api } from '../api/client';
import { useAct } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { FormDialog } from '../ui/FormDialog';
import type { Kind } from './saved';

/** Keeps the question of this page under a name. */
export function Keep({ kind, question }: { kind: Kind; question: object }) {
  const t = useT();
  const community = useCommunity().id;
  const { search } = useLocation();
  const [open, setOpen] = useState(false);
  const keep = useAct(
    ({ name }: { name: string }) =>
      api.post('/communities/{community}/saved', {
        path: { community },
        body: { name, kind, address: new URLSearchParams(search).toString(), question: { ...question } },
      }),
    { done: 'saved.kept', changes: ['/communities/{community}/saved'], onDone: () => setOpen(false) },
  );
  return (
    <>
      <ActButton icon={<SaveOutlined aria-hidden />} permission="saved:write" onClick={() => setOpen(true)}>
        {t('saved.keep')}
      </ActButton>
      <FormDialog<{ name: string }, unknown>
        open={open}
        title={t('saved.keep_title')}
        confirm={t('saved.keep')}
        about={t('saved.keep_about')}
        act={keep}
        onClose={() => setOpen(false)}
      >
        <Form.Item name="name" label={t('common.name')} rules={[{ required: true, whitespace: true, max: 100 }]}>
          <Input autoFocus maxLength={100} placeholder={t('saved.name_example')} />
        </Form.Item>
      </FormDialog>
    </>
  );
}
