import { DeleteOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input, Select, Skeleton, Typography } from 'antd';
import { api, type Schemas } from '../api/client';
import { useAct, useList, useRead } from '../api/queries';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { Refusal } from '../ui/Refusal';
import type { Account } from './words';

type SetUp = Schemas['Sidebar'];

function Links({ account, links }: { account: Account; links: SetUp['links'] }) {
  const t = useT();
  const operators = useList('/operators');
  const path = { account: account.id };
  const save = useAct(
    (wish: { links?: SetUp['links'] }) =>
      api.put('/accounts/{account}/sidebar/links', { path, body: { links: wish.links ?? [] } }),
    { done: 'sidebar.saved', changes: ['/accounts'] },
  );
  return (
    <section className="panel pad">
      <h2>{t('sidebar.links')}</h2>
      <p className="hint">{t('sidebar.links_about')}</p>
      <Form initialValues={{ links }} onFinish={(wish) => save.mutate(wish)} layout="vertical" requiredMark={false}>
        <Form.List name="links">
          {(fields, { add, remove }) => (
            <div className="stack tight">
              {fields.map((field) => (
                <div key={field.key} className="row">
                  <Form.Item name={[field.name, 'staff']} rules={[{ required: true, message: '' }]} noStyle>
                    <Input aria-label={t('sidebar.staff')} placeholder={t('sidebar.staff')} style={{ width: 180 }} />
                  </Form.Item>
                  <Form.Item name={[field.name, 'operator_id']} rules={[{ required: true, message: '' }]} noStyle>
                    <Select
                      aria-label={t('sidebar.operator')}
                      placeholder={t('sidebar.operator')}
                      style={{ width: 200 }}
                      options={operators.items.map((one) => ({ value: one.id, label: one.name }))}
                    />
                  </Form.Item>
                  <Button
                    icon={<DeleteOutlined aria-hidden />}
                    aria-label={t('sidebar.take_away')}
                    onClick={() => remove(field.name)}
                  />
                </div>
              ))}
              <span className="row">
                <Button onClick={() => add()}>{t('sidebar.add_link')}</Button>
                <ActButton type="primary" htmlType="submit" permission="operator:write" loading={save.isPending}>
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

function QuickReplies({ account, replies }: { account: Account; replies: SetUp['replies'] }) {
  const t = useT();
  const path = { account: account.id };
  const save = useAct(
    (wish: { replies?: SetUp['replies'] }) =>
      api.put('/accounts/{account}/sidebar/replies', { path, body: { replies: wish.replies ?? [] } }),
    { done: 'sidebar.saved', changes: ['/accounts'] },
  );
  return (
    <section className="panel pad">
      <h2>{t('sidebar.replies')}</h2>
      <p className="hint">{t('sidebar.replies_about')}</p>
      <Form initialValues={{ replies }} onFinish={(wish) => save.mutate(wish)} layout="vertical" requiredMark={false}>
        <Form.List name="replies">
          {(fields, { add, remove }) => (
            <div className="stack tight">
              {fields.map((field) => (
                <div key={field.key} className="row" style={{ alignItems: 'flex-start' }}>
                  <Form.Item name={[field.name, 'title']} rules={[{ required: true, message: '' }]} noStyle>
                    <Input
                      aria-label={t('sidebar.reply_title')}
                      placeholder={t('sidebar.reply_title')}
                      maxLength={40}
                      style={{ width: 180 }}
                    />
                  </Form.Item>
                  <Form.Item name={[field.name, 'text']} rules={[{ required: true, message: '' }]} noStyle>
                    <Input.TextArea
                      aria-label={t('sidebar.reply_text')}
                      placeholder={t('sidebar.reply_text')}
                      autoSize
                      maxLength={1300}
                      style={{ flex: '1 1 220px', width: 'auto' }}
                    />
                  </Form.Item>
                  <Button
                    icon={<DeleteOutlined aria-hidden />}
                    aria-label={t('sidebar.take_away')}
                    onClick={() => remove(field.name)}
                  />
                </div>
              ))}
              <span className="row">
                <Button onClick={() => add()}>{t('sidebar.add_reply')}</Button>
                <ActButton type="primary" htmlType="submit" permission="account:write" loading={save.isPending}>
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
