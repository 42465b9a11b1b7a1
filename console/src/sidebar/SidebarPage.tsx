import { Alert, App, Button, Skeleton } from 'antd';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import type { Schemas } from '../api/client';
import { useList, useRead } from '../api/queries';
import { useMay, useSession, useSessionLoaded } from '../identity/session';
import { useT } from '../i18n';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import { Refusal } from '../ui/Refusal';
import { useFilters } from '../ui/useFilters';
import './sidebar.css';
import { useChat, type Chat } from './wecom';

type Customer = Schemas['SidebarCustomer'];

function Relations({ customer }: { customer: Customer }) {
  const t = useT();
  return (
    <ul className="plain">
      {customer.relations.map((one) => (
        <li key={one.staff} className="stack tight">
          <span className="row tight">
            <b>
              <bdi>{one.staff}</bdi>
            </b>
            <span className="small muted">
              {t('sidebar.since')} <At at={one.added_at} />
            </span>
          </span>
          <span className="row tight">
            {one.state && (
              <Mark>
                {t('sidebar.came_by')} <bdi>{one.state}</bdi>
              </Mark>
            )}
            {one.tags.map((tag) => (
              <Mark key={tag} tone="info">
                <bdi>{tag}</bdi>
              </Mark>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Groups and cases, as far as the operator behind the page sees them. */
function InGroups({ member }: { member: string }) {
  const t = useT();
  const may = useMay();
  const found = useRead('/members/{member}', { path: { member } }, { retry: false });
  const cases = useList('/cases', { query: { member, limit: 5 } }, { enabled: may('case:read') });
  return (
    <>
      {found.data && found.data.memberships.length > 0 && (
        <section className="panel pad">
          <h2>{t('sidebar.groups')}</h2>
          <ul className="plain">
            {found.data.memberships.map((one) => (
              <li key={one.group.id} className="row apart">
                <bdi>{one.group.name}</bdi>
                {one.left_at ? <Mark>{t('sidebar.left')}</Mark> : <Mark tone="good">{t(`role.${one.role}`)}</Mark>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {cases.items.length > 0 && (
        <section className="panel pad">
          <h2>{t('sidebar.cases')}</h2>
          <ul className="plain">
            {cases.items.map((one) => (
              <li key={one.id} className="row apart">
                <span>{t(`violation.${one.kind}`)}</span>
                <span className="small muted">
                  <At at={one.opened_at} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Replies({ replies, chat }: { replies: Customer['replies']; chat: Chat }) {
  const t = useT();
  const { message } = App.useApp();
  const say = 'say' in chat ? chat.say : null;
  const send = (text: string) =>
    say!(text).then(
      () => message.success(t('sidebar.put_there')),
      () => message.error(t('sidebar.not_put')),
    );
  return (
    <section className="panel pad">
      <h2>{t('sidebar.replies')}</h2>
      {replies.length === 0 && <p className="hint">{t('sidebar.no_replies')}</p>}
      {replies.length > 0 && !say && <p className="hint">{t('sidebar.only_beside_a_chat')}</p>}
      <ul className="plain">
        {replies.map((one) => (
          <li key={one.title} className="stack tight">
            <span className="row apart">
              <b>{one.title}</b>
              <Button size="small" type="primary" disabled={!say} onClick={() => void send(one.text)}>
                {t('sidebar.send_this')}
              </Button>
            </span>
            <span className="said" dir="auto">
              {one.text}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Beside({ account, chat }: { account: string; chat: Chat }) {
  const t = useT();
  const external = chat.state === 'person' ? chat.external : '-';
  const found = useRead('/accounts/{account}/sidebar/customer', { path: { account }, query: { external } });
  if (found.error) return <Refusal problem={found.error} retry={found.refetch} />;
  if (!found.data) return <Skeleton active />;
  const customer = found.data;
  return (
    <>
      {chat.state === 'person' && (
        <section className="panel pad">
          <h2>
            <bdi>{customer.name ?? t('sidebar.unknown')}</bdi>
          </h2>
          {customer.relations.length === 0 ? (
            <p className="hint">{t('sidebar.not_yours')}</p>
          ) : (
            <Relations customer={customer} />
          )}
        </section>
      )}
      <Replies replies={customer.replies} chat={chat} />
      {chat.state === 'person' && customer.member_id && <InGroups member={customer.member_id} />}
    </>
  );
}

/** The page WeCom shows beside a chat: who this is, and what to say. */
export default function SidebarPage() {
  const t = useT();
  const account = useParams().account!;
  const { values } = useFilters('external');
  const session = useSession();
  const loaded = useSessionLoaded();
  const chat = useChat(account, session !== null, values.external);
  useEffect(() => {
    document.title = t('sidebar.title');
  }, [t]);
  const inside = () => {
    if (!loaded) return <Skeleton active />;
    if (!session)
      return (
        <div className="panel pad stack tight">
          <p>{t('sidebar.sign_in_about')}</p>
          <Button type="primary" href={`/api/v1/sidebar/${account}/start`}>
            {t('sidebar.sign_in')}
          </Button>
        </div>
      );
    switch (chat.state) {
      case 'waiting':
        return <Skeleton active />;
      case 'outside':
        return <Alert type="info" showIcon title={t('sidebar.outside')} />;
      case 'failed':
        return <Alert type="error" showIcon title={t('sidebar.failed')} description={<code>{chat.why}</code>} />;
      default:
        return <Beside account={account} chat={chat} />;
    }
  };
  return (
    <main className="sidebar" id="main">
      <h1>{t('sidebar.title')}</h1>
      {inside()}
    </main>
  );
}
