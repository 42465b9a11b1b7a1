import { App, Form, Input, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, type useRead } from '../api/queries';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { FormDialog } from '../ui/FormDialog';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import type { Account } from './words';

type Group = Schemas['CorpTagGroup'];
type Named = { id: string; name: string; customers?: number };
type Reading = ReturnType<typeof useRead<'/accounts/{account}/tags'>>;

function AddDialog({ account, groups, onClose }: { account: Account; groups: Group[]; onClose: () => void }) {
  const t = useT();
  const act = useAct(
    ({ group, names }: { group: string; names: string[] }) => {
      const known = groups.find((one) => one.name === group);
      return api.post('/accounts/{account}/tags', {
        path: { account: account.id },
        body: known ? { group_id: known.id, names } : { group_name: group, names },
      });
    },
    { done: 'tag.saved', changes: ['/accounts'], onDone: onClose },
  );
  const needed = { required: true, message: t('setup.required') };
  return (
    <FormDialog<{ group: string; names: string[] }, unknown>
      open
      title={t('tag.add')}
      confirm={t('tag.add')}
      act={act as never}
      onClose={onClose}
    >
      <Form.Item name="group" label={t('tag.group')} extra={t('tag.group_about')} rules={[needed]}>
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name="names" label={t('tag.names')} extra={t('tag.names_about')} rules={[needed]}>
        <Select mode="tags" maxCount={100} open={false} suffixIcon={null} tokenSeparators={[',', '，', '、']} />
      </Form.Item>
    </FormDialog>
  );
}

function RenameDialog({ account, what, onClose }: { account: Account; what: Named; onClose: () => void }) {
  const t = useT();
  const { modal } = App.useApp();
  const path = { account: account.id, tag: what.id };
  const rename = useAct(
    ({ name }: { name: string }) => api.put('/accounts/{account}/tags/{tag}', { path, body: { name } }),
    {
      done: 'tag.saved',
      changes: ['/accounts'],
      onDone: onClose,
    },
  );
  const remove = useAct(() => api.delete('/accounts/{account}/tags/{tag}', { path }), {
    done: 'tag.saved',
    changes: ['/accounts'],
    onDone: onClose,
  });
  const ask = () =>
    modal.confirm({
      title: t('tag.delete_title', { name: what.name }),
      content: t('tag.delete_reach', { n: what.customers ?? 0 }),
      okText: t('tag.delete'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync(undefined).catch(() => {}),
    });
  return (
    <FormDialog<{ name: string }, unknown>
      open
      title={t('tag.rename')}
      confirm={t('tag.rename')}
      about={t('tag.only_ours')}
      initial={{ name: what.name }}
      act={rename as never}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('tag.name')} rules={[{ required: true, message: t('setup.required') }]}>
        <Input maxLength={30} />
      </Form.Item>
      <ActButton danger permission="account:write" onClick={ask}>
        {t('tag.delete')}
      </ActButton>
      {remove.error && <Refusal problem={remove.error} />}
    </FormDialog>
  );
}

/** The tags a corporation has for its customers: a press on one renames or deletes it. */
export function CorpTags({ account, tags }: { account: Account; tags: Reading }) {
  const t = useT();
  const format = useFormat();
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<Named | null>(null);
  if (tags.error) return <Refusal problem={tags.error} retry={tags.refetch} />;
  if (!tags.data) return <Skeleton active />;
  const groups = tags.data.items;
  const add = (
    <ActButton type="primary" permission="account:write" onClick={() => setAdding(true)}>
      {t('tag.add')}
    </ActButton>
  );
  return (
    <section>
      {groups.length === 0 ? (
        <Teach title={t('tag.empty')} actions={add}>
          {t('tag.empty_about')}
        </Teach>
      ) : (
        <>
          <div className="row apart filters">
            <p className="hint grow">{t('tag.about')}</p>
            {add}
          </div>
          <div className="panel pad stack tight">
            {groups.map((group) => (
              <div key={group.id} className="row tight">
                <ActButton type="text" size="small" permission="account:write" onClick={() => setChosen(group)}>
                  <b>{group.name}</b>
                </ActButton>
                {group.tags.map((tag) => (
                  <ActButton key={tag.id} size="small" permission="account:write" onClick={() => setChosen(tag)}>
                    {tag.name} · {format.number(tag.customers)}
                  </ActButton>
                ))}
              </div>
            ))}
          </div>
        </>
      )}
      {adding && <AddDialog account={account} groups={groups} onClose={() => setAdding(false)} />}
      {chosen && <RenameDialog account={account} what={chosen} onClose={() => setChosen(null)} />}
    </section>
  );
}
