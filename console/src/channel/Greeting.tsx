import { Alert, Form, Skeleton } from 'antd';
import { api } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Refusal } from '../ui/Refusal';
import { Said } from '../ui/Said';
import { Attachments, filledIn, type Attachment } from './Attachments';
import type { Account } from './words';

/** What a new customer of a WeCom account is greeted with. */
export function Greeting({ account }: { account: Account }) {
  const t = useT();
  const path = { account: account.id };
  const found = useRead('/accounts/{account}/greeting', { path });
  const save = useAct(
    ({ attachments }: { attachments?: Attachment[] }) =>
      api.put('/accounts/{account}/greeting', { path, body: { attachments: attachments ?? [] } }),
    { done: 'greeting.saved', changes: ['/accounts'] },
  );
  if (found.error) return <Refusal problem={found.error} retry={found.refetch} />;
  if (!found.data) return <Skeleton active />;
  const { text, attachments, evidence, failed_at } = found.data;
  return (
    <section className="panel pad stack tight" style={{ marginBlockEnd: 16 }}>
      <h2>{t('greeting.title')}</h2>
      <p className="hint">{t('greeting.about')}</p>
      {text ? <Said text={text} /> : <Alert type="info" showIcon title={t('greeting.none')} />}
      {evidence && (
        <Alert
          type="warning"
          showIcon
          title={
            <>
              {t('greeting.failed')} · <At at={failed_at} />
            </>
          }
          description={<code className="said">{evidence}</code>}
        />
      )}
      {text && (
        <Form<{ attachments?: Attachment[] }>
          key={JSON.stringify(attachments)}
          initialValues={{ attachments }}
          onFinish={(fields) => save.mutate(fields)}
        >
          <Form.Item name="attachments" rules={[filledIn(t('attachment.incomplete'))]}>
            <Attachments account={account} most={9} />
          </Form.Item>
          <ActButton htmlType="submit" permission="account:write" loading={save.isPending}>
            {t('greeting.save')}
          </ActButton>
        </Form>
      )}
    </section>
  );
}
