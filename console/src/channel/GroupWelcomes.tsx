import { App, Checkbox, Form, Input, Select, Tooltip } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, useList, useRead } from '../api/queries';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { FormDialog } from '../ui/FormDialog';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Said } from '../ui/Said';
import { Teach } from '../ui/Teach';
import { AttachmentShown, Attachments, filledIn, type Attachment } from './Attachments';
import { Greeting } from './Greeting';
import type { Account } from './words';

type Welcome = Schemas['GroupWelcome'];
type Fields = { text: string; attachments?: Attachment[]; announces?: boolean };

function WriteDialog({
  account,
  welcome,
  onClose,
}: {
  account: Account;
  welcome: Welcome | null;
  onClose: () => void;
}) {
  const t = useT();
  const [key] = useState(() => crypto.randomUUID());
  const path = { account: account.id };
  const save = useAct(
    (fields: Fields) => {
      const body = {
        key,
        text: fields.text,
        attachment: fields.attachments?.[0] ?? null,
        announces: fields.announces ?? true,
      };
      return welcome
        ? api.put('/accounts/{account}/group-welcomes/{welcome}', { path: { ...path, welcome: welcome.id }, body })
        : api.post('/accounts/{account}/group-welcomes', { path, body });
    },
    { done: 'group_welcome.saved', changes: ['/accounts'], onDone: onClose },
  );
  const title = t(welcome ? 'group_welcome.change' : 'group_welcome.write');
  return (
    <FormDialog<Fields, unknown>
      open
      title={title}
      confirm={title}
      about={t(welcome ? 'group_welcome.change_reach' : 'group_welcome.nickname')}
      initial={
        welcome
          ? { text: welcome.text, attachments: welcome.attachment ? [welcome.attachment] : [] }
          : { announces: true }
      }
      act={save as never}
      onClose={onClose}
    >
      <Form.Item name="text" label={t('group_welcome.text')} rules={[{ required: true, message: t('setup.required') }]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={1000} showCount />
      </Form.Item>
      <Form.Item name="attachments" label={t('attachment.label')} rules={[filledIn(t('attachment.incomplete'))]}>
        <Attachments account={account} most={1} />
      </Form.Item>
      {!welcome && (
        <Form.Item name="announces" valuePropName="checked">
          <Checkbox>{t('group_welcome.announces')}</Checkbox>
        </Form.Item>
      )}
    </FormDialog>
  );
}

function ChooseDialog({ account, welcome, onClose }: { account: Account; welcome: Welcome; onClose: () => void }) {
  const t = useT();
  const groups = useRead('/accounts/{account}/groups', { path: { account: account.id } });
  const choose = useAct(
    ({ group }: { group: string }) =>
      api.post('/accounts/{account}/group-welcomes/{welcome}/choose', {
        path: { account: account.id, welcome: welcome.id },
        body: { group },
      }),
    { done: 'group_welcome.asked', changes: ['/tasks'], onDone: onClose },
  );
  return (
    <FormDialog<{ group: string }, unknown>
      open
      title={t('group_welcome.choose')}
      confirm={t('group_welcome.ask_owner')}
      about={t('group_welcome.choose_about')}
      act={choose as never}
      onClose={onClose}
    >
      <Form.Item
        name="group"
        label={t('group_welcome.group')}
        rules={[{ required: true, message: t('setup.required') }]}
      >
        <Select
          showSearch
          optionFilterProp="label"
          options={(groups.data?.items ?? [])
            .filter((group) => group.group_id !== null)
            .map((group) => ({ value: group.external_id, label: group.name }))}
        />
      </Form.Item>
    </FormDialog>
  );
}

/** Texts that greet whoever joins a customer group; which one greets is chosen on a phone. */
export function GroupWelcomes({ account }: { account: Account }) {
  const t = useT();
  const { modal } = App.useApp();
  const [writing, setWriting] = useState<Welcome | 'new' | null>(null);
  const [choosing, setChoosing] = useState<Welcome | null>(null);
  const list = useList('/accounts/{account}/group-welcomes', { path: { account: account.id } });
  const remove = useAct(
    (welcome: string) =>
      api.delete('/accounts/{account}/group-welcomes/{welcome}', { path: { account: account.id, welcome } }),
    { done: 'group_welcome.saved', changes: ['/accounts'] },
  );
  const ask = (welcome: Welcome) =>
    modal.confirm({
      title: t('group_welcome.delete_title'),
      content: t('group_welcome.delete_reach'),
      okText: t('group_welcome.delete'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync(welcome.id).catch(() => {}),
    });
  const write = (
    <ActButton type="primary" permission="account:write" onClick={() => setWriting('new')}>
      {t('group_welcome.write')}
    </ActButton>
  );
  const notMade = (welcome: Welcome) => welcome.state !== 'made' && t('group_welcome.doubt_about');
  return (
    <>
      <Greeting account={account} />
      <div className="row apart filters">
        <p className="hint grow">{t('group_welcome.about')}</p>
        {list.items.length > 0 && write}
      </div>
      <Records
        list={list}
        label={t('account.tab.group_welcomes')}
        empty={
          <Teach title={t('group_welcome.empty')} actions={write}>
            {t('group_welcome.empty_about')}
          </Teach>
        }
        columns={[
          {
            key: 'text',
            title: t('group_welcome.text'),
            narrow: 'head',
            show: (one) => (
              <span className="stack tight">
                <Said text={one.text} />
                {one.attachment && <AttachmentShown account={account} attachment={one.attachment} />}
              </span>
            ),
          },
          {
            key: 'state',
            title: t('common.state'),
            width: 130,
            show: (one) => (
              <Tooltip title={one.evidence ?? notMade(one)}>
                <span tabIndex={one.state === 'made' ? undefined : 0}>
                  <Mark tone={one.state === 'made' ? 'good' : one.state === 'doubt' ? 'bad' : 'plain'}>
                    {t(`group_welcome.state.${one.state}`)}
                  </Mark>
                </span>
              </Tooltip>
            ),
          },
          { key: 'at', title: t('mass.written'), width: 170, show: (one) => <At at={one.created_at} /> },
          {
            key: 'acts',
            title: '',
            width: 280,
            narrow: 'line',
            show: (one) => (
              <span className="row tight">
                <ActButton
                  size="small"
                  permission="account:write"
                  blocked={notMade(one)}
                  onClick={() => setChoosing(one)}
                >
                  {t('group_welcome.choose')}
                </ActButton>
                <ActButton
                  size="small"
                  permission="account:write"
                  blocked={notMade(one)}
                  onClick={() => setWriting(one)}
                >
                  {t('group_welcome.change')}
                </ActButton>
                <ActButton size="small" danger permission="account:write" onClick={() => ask(one)}>
                  {t('group_welcome.delete')}
                </ActButton>
              </span>
            ),
          },
        ]}
      />
      {writing && (
        <WriteDialog account={account} welcome={writing === 'new' ? null : writing} onClose={() => setWriting(null)} />
      )}
      {choosing && <ChooseDialog account={account} welcome={choosing} onClose={() => setChoosing(null)} />}
    </>
  );
}
