import { App, Typography } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, useList } from '../api/queries';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { InviteLinkDialog } from './InviteLinkDialog';
import type { Account } from './words';

type Link = Schemas['InviteLink'];

function LinkState({ link }: { link: Link }) {
  const t = useT();
  const over = link.expires_at != null && new Date(link.expires_at) < new Date();
  return (
    <span className="stack tight">
      <span>
        {link.revoked_at ? (
          <Mark>{t('link.revoked')}</Mark>
        ) : over ? (
          <Mark>{t('link.expired')}</Mark>
        ) : (
          <Mark tone="good">{t('link.works')}</Mark>
        )}
      </span>
      <span className="small muted">
        {link.asks ? t('link.asks') : link.most ? t('link.most_is', { n: link.most }) : t('link.open')}
      </span>
      {link.expires_at && !over && !link.revoked_at && (
        <span className="small muted">
          {t('link.until')} <At at={link.expires_at} />
        </span>
      )}
    </span>
  );
}

/** The links into the groups of a Telegram bot, and whom each brought. */
export function InviteLinks({ account }: { account: Account }) {
  const t = useT();
  const format = useFormat();
  const { modal } = App.useApp();
  const [making, setMaking] = useState(false);
  const path = { account: account.id };
  const found = useList('/accounts/{account}/invite-links', { path }, { refetchInterval: 10_000 });
  const list = { ...found, items: found.items.map((link) => ({ ...link, id: link.url })) };
  const revoke = useAct((url: string) => api.post('/accounts/{account}/invite-links/revoke', { path, body: { url } }), {
    done: 'link.revoked_now',
    changes: ['/accounts'],
  });
  const ask = (link: Link) =>
    modal.confirm({
      title: t('link.revoke_title', { name: link.name }),
      content: (
        <>
          <p>{t('link.revoke_reach')}</p>
          <p className="muted">{t('link.revoke_stays', { n: link.came })}</p>
        </>
      ),
      okText: t('link.revoke'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => revoke.mutateAsync(link.url).catch(() => {}),
    });
  const make = (
    <ActButton type="primary" permission="account:write" onClick={() => setMaking(true)}>
      {t('link.make')}
    </ActButton>
  );
  return (
    <>
      <div className="row apart filters">
        <p className="hint grow">{t('link.about')}</p>
        {list.items.length > 0 && make}
      </div>
      <Records
        list={list}
        label={t('account.tab.links')}
        empty={
          <Teach title={t('link.empty')} actions={make}>
            {t('link.empty_about')}
          </Teach>
        }
        columns={[
          {
            key: 'name',
            title: t('link.name'),
            narrow: 'head',
            show: (link) => (
              <span className="stack tight">
                <b>{link.name}</b>
                <Typography.Text copyable={{ text: link.url }} className="small">
                  {link.url}
                </Typography.Text>
              </span>
            ),
          },
          { key: 'group', title: t('common.group'), width: 170, show: (link) => link.group_name },
          { key: 'state', title: t('common.state'), width: 180, show: (link) => <LinkState link={link} /> },
          { key: 'came', title: t('way.came'), width: 80, align: 'right', show: (link) => format.number(link.came) },
          { key: 'here', title: t('way.here'), width: 90, align: 'right', show: (link) => format.number(link.here) },
          { key: 'at', title: t('way.made_at'), width: 170, show: (link) => <At at={link.created_at} /> },
          {
            key: 'acts',
            title: '',
            width: 110,
            narrow: 'line',
            show: (link) =>
              !link.revoked_at && (
                <ActButton size="small" danger permission="account:write" onClick={() => ask(link)}>
                  {t('link.revoke')}
                </ActButton>
              ),
          },
        ]}
      />
      <InviteLinkDialog account={account} open={making} onClose={() => setMaking(false)} />
    </>
  );
}
