import { DeleteOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { Alert, Button, Form, Input, Select, Skeleton, Typography } from 'antd';
import { api, type Schemas } from '../api/client';
import { useAct, useList, useRead } from '../api/queries';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { Refusal } from '../ui/Refusal';
import type { Account } from './words';

type SetUp = Schemas['Sidebar'];

/** Lines an administrator adds, fills in and takes away, saved together. */
function Lines<L extends object>({
  title,
  about,
  add: more,
  permission,
  lines,
  act,
  children,
}: {
  title: string;
  about: string;
  add: string;
  permission: string;
  lines: L[];
  act: { mutate: (lines: L[]) => void; isPending: boolean };
  children: (line: number) => ReactNode;
}) {
  const t = useT();
  return (
    <section className="panel pad">
      <h2>{title}</h2>
      <p className="hint">{about}</p>
      <Form<{ lines?: L[] }>
        initialValues={{ lines }}
        onFinish={(wish) => act.mutate(wish.lines ?? [])}
        layout="vertical"
        requiredMark={false}
      >
        <Form.List name="lines">
          {(fields, { add, remove }) => (
            <div className="stack tight">
              {fields.map((field) => (
                <div key={field.key} className="row" style={{ alignItems: 'flex-start' }}>
                  {children(field.name)}
                  <Button
                    icon={<DeleteOutlined aria-hidden />}
                    aria-label={t('sidebar.take_away')}
                    onClick={() => remove(field.name)}
                  />
                </div>
              ))}
              <span className="row">
                <Button onClick={() => add()}>{more}</Button>
                <ActButton type="primary" htmlType="submit" permission={permission} loading={act.isPending}>
                  {t('sidebar.save')}
                </ActButton>
              </span>
            </div>
          )}
        </Form.List>
      </Form>
    </section>
  );
}

const NEEDED = [{ required: true, message: '' }];

function Links({ account, links }: { account: Account; links: SetUp['links'] }) {
  const t = useT();
  const operators = useList('/operators');
  const path = { account: account.id };
  const save = useAct(
    (lines: SetUp['links']) => api.put('/accounts/{account}/sidebar/links', { path, body: { links: lines } }),
    { done: 'sidebar.saved', changes: ['/accounts'] },
  );
  return (
    <Lines
      title={t('sidebar.links')}
      about={t('sidebar.links_about')}
      add={t('sidebar.add_link')}
      permission="operator:write"
      lines={links}
      act={save}
    >
      {(line) => (
        <>
          <Form.Item name={[line, 'staff']} rules={NEEDED} noStyle>
            <Input aria-label={t('sidebar.staff')} placeholder={t('sidebar.staff')} style={{ width: 180 }} />
          </Form.Item>
          <Form.Item name={[line, 'operator_id']} rules={NEEDED} noStyle>
            <Select
              aria-label={t('sidebar.operator')}
              placeholder={t('sidebar.operator')}
              style={{ width: 200 }}
              options={operators.items.map((one) => ({ value: one.id, label: one.name }))}
            />
          </Form.Item>
        </>
      )}
    </Lines>
  );
}

function QuickReplies({ account, replies }: { account: Account; replies: SetUp['replies'] }) {
  const t = useT();
  const path = { account: account.id };
  const save = useAct(
    (lines: SetUp['replies']) => api.put('/accounts/{account}/sidebar/replies', { path, body: { replies: lines } }),
    { done: 'sidebar.saved', changes: ['/accounts'] },
  );
  return (
    <Lines
      title={t('sidebar.replies')}
      about={t('sidebar.replies_about')}
      add={t('sidebar.add_reply')}
      permission="account:write"
      lines={replies}
      act={save}
    >
      {(line) => (
        <>
          <Form.Item name={[line, 'title']} rules={NEEDED} noStyle>
            <Input
              aria-label={t('sidebar.reply_title')}
              placeholder={t('sidebar.reply_title')}
              maxLength={40}
              style={{ width: 180 }}
            />
          </Form.Item>
          <Form.Item name={[line, 'text']} rules={NEEDED} noStyle>
            <Input.TextArea
              aria-label={t('sidebar.reply_text')}
              placeholder={t('sidebar.reply_text')}
              autoSize
              maxLength={1300}
              style={{ flex: '1 1 220px', width: 'auto' }}
            />
          </Form.Item>
        </>
      )}
    </Lines>
  );
}

/** What an administrator sets up for the page beside a chat. */
export function SidebarSetUp({ account }: { account: Account }) {
  const t = useT();
  const found = useRead('/accounts/{account}/sidebar', { path: { account: account.id } });
  if (found.error) return <Refusal problem={found.error} retry={found.refetch} />;
  if (!found.data) return <Skeleton active />;
  const { entrance, links, replies } = found.data;
  return (
    <div className="stack">
      <p className="hint" style={{ margin: 0 }}>
        {t('sidebar.about')}
      </p>
      {entrance ? (
        <section className="panel pad">
          <h2>{t('sidebar.entrance')}</h2>
          <p className="hint">{t('sidebar.entrance_about')}</p>
          <Typography.Text code copyable>
            {entrance}
          </Typography.Text>
        </section>
      ) : (
        <Alert type="warning" showIcon title={t('sidebar.no_entrance')} />
      )}
      <Links key={JSON.stringify(links)} account={account} links={links} />
      <QuickReplies key={JSON.stringify(replies)} account={account} replies={replies} />
    </div>
  );
}
