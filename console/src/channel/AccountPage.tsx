import { Alert, App, Descriptions, Skeleton, Tabs } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { paths } from '../app/paths';
import { api } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { useFilters } from '../ui/useFilters';
import { Abilities } from './Abilities';
import { AccountState } from './AccountMarks';
import { Addresses } from './Addresses';
import { Customers } from './Customers';
import './channel.css';
import { GroupWelcomes } from './GroupWelcomes';
import { Health } from './Health';
import { InviteLinks } from './InviteLinks';
import { Scenes } from './Scenes';
import { MassSends } from './MassSends';
import { Moments } from './Moments';
import { SeenGroups } from './SeenGroups';
import { SettingsTab } from './SettingsTab';
import { Ways } from './Ways';
import { SidebarSetUp } from './SidebarSetUp';
import { Transfers } from './Transfers';
import { WeComFigures } from './WeComFigures';
import { useChannelWords, type Account } from './words';

/** Switching off and removing: whom it reaches, and how to come back. */
function useAccountActs(account: Account | undefined, placed: number) {
  const t = useT();
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const path = { account: account?.id ?? '' };
  const name = account?.name ?? '';
  const change = useAct((on: boolean) => api.patch('/accounts/{account}', { path, body: { on } }), {
    done: 'account.switched',
    changes: ['/accounts'],
  });
  const remove = useAct(() => api.delete('/accounts/{account}', { path }), {
    done: 'account.removed',
    onDone: () => void navigate(paths.accounts(), { replace: true }),
  });
  const ask = (act: 'off' | 'remove') =>
    modal.confirm({
      title: t(`account.${act}_title`, { name }),
      content: (
        <>
          <p>{t(`account.${act}_reach`, { n: placed })}</p>
          <p className="muted">{t(`account.${act}_stop`)}</p>
        </>
      ),
      okText: t(act === 'off' ? 'account.switch_off' : 'account.remove'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => (act === 'off' ? change.mutateAsync(false) : remove.mutateAsync(undefined)).catch(() => {}),
    });
  return { switchOn: () => change.mutate(true), switching: change.isPending, ask };
}

export default function AccountPage() {
  const t = useT();
  const word = useChannelWords();
  const id = useParams().account!;
  const { values, set } = useFilters('tab', 'only', 'mass', 'state', 'q', 'tag');
  const found = useRead('/accounts/{account}', { path: { account: id } }, { refetchInterval: 10_000 });
  const platforms = useRead('/platforms');
  const groups = useRead('/accounts/{account}/groups', { path: { account: id } }, { enabled: found.isSuccess });
  const placed = groups.data?.items.filter((group) => group.group_id !== null).length ?? 0;
  const acts = useAccountActs(found.data, placed);
  const frame = (inside: React.ReactNode) => (
    <main className="content" id="main">
      {inside}
    </main>
  );
  if (found.error) return frame(<Refusal problem={found.error} retry={found.refetch} />);
  if (!found.data) return frame(<Skeleton active />);
  const account = found.data;
  const fields = platforms.data?.items.find((one) => one.platform === account.platform)?.fields ?? [];
  const switchOn = (
    <ActButton size="small" type="primary" permission="account:write" loading={acts.switching} onClick={acts.switchOn}>
      {t('account.switch_on')}
    </ActButton>
  );
  const remedyAct = (remedy: string) => (remedy === 'switch_on' ? <div>{switchOn}</div> : null);
  return frame(
    <Page
      back={<Link to={paths.accounts()}>← {t('accounts.title')}</Link>}
      title={account.name}
      about={
        <span className="row">
          <AccountState account={account} />
          <Mark>{word.platform(account.platform)}</Mark>
          <bdi>{account.account}</bdi>
        </span>
      }
      actions={
        <>
          {account.on ? (
            <ActButton permission="account:write" onClick={() => acts.ask('off')}>
              {t('account.switch_off')}
            </ActButton>
          ) : (
            <ActButton type="primary" permission="account:write" loading={acts.switching} onClick={acts.switchOn}>
              {t('account.switch_on')}
            </ActButton>
          )}
          <ActButton danger permission="account:write" onClick={() => acts.ask('remove')}>
            {t('account.remove')}
          </ActButton>
        </>
      }
    >
      <Tabs
        className="wrapping-tabs"
        activeKey={values.tab ?? 'health'}
        onChange={(tab) =>
          set({ tab: tab === 'health' ? null : tab, only: null, mass: null, state: null, q: null, tag: null }, false)
        }
        destroyOnHidden
        items={[
          {
            key: 'health',
            label: t('account.tab.health'),
            children: (
              <div className="stack">
                {account.on && account.silent_since && (
                  <Alert
                    type="warning"
                    showIcon
                    title={t('account.silent_title')}
                    description={
                      <>
                        {t('account.silent_about')} <At at={account.silent_since} />
                      </>
                    }
                  />
                )}
                <section className="panel pad">
                  <Descriptions
                    size="small"
                    column={{ xs: 1, sm: 2, lg: 4 }}
                    items={[
                      {
                        key: 'heard',
                        label: t('accounts.last_event'),
                        children: account.last_event_at ? <At at={account.last_event_at} /> : t('accounts.never_heard'),
                      },
                      { key: 'added', label: t('account.added'), children: <At at={account.created_at} /> },
                      { key: 'changed', label: t('account.changed'), children: <At at={account.changed_at} /> },
                    ]}
                  />
                </section>
                <Health account={id} remedyAct={remedyAct} />
                <Addresses account={account} />
              </div>
            ),
          },
          {
            key: 'abilities',
            label: t('account.tab.abilities'),
            children: <Abilities account={id} remedyAct={remedyAct} />,
          },
          { key: 'groups', label: t('account.tab.groups'), children: <SeenGroups account={account} /> },
          ...(account.platform === 'wecom'
            ? [
                { key: 'ways', label: t('account.tab.ways'), children: <Ways account={account} /> },
                { key: 'customers', label: t('account.tab.customers'), children: <Customers account={account} /> },
                {
                  key: 'group_welcomes',
                  label: t('account.tab.group_welcomes'),
                  children: <GroupWelcomes account={account} />,
                },
                { key: 'mass', label: t('account.tab.mass'), children: <MassSends account={account} /> },
                { key: 'moments', label: t('account.tab.moments'), children: <Moments account={account} /> },
                { key: 'transfers', label: t('account.tab.transfers'), children: <Transfers account={account} /> },
                { key: 'figures', label: t('account.tab.figures'), children: <WeComFigures account={account} /> },
                { key: 'sidebar', label: t('account.tab.sidebar'), children: <SidebarSetUp account={account} /> },
              ]
            : []),
          ...(account.platform === 'telegram'
            ? [{ key: 'links', label: t('account.tab.links'), children: <InviteLinks account={account} /> }]
            : []),
          ...(account.platform === 'officialaccount'
            ? [{ key: 'scenes', label: t('account.tab.scenes'), children: <Scenes account={account} /> }]
            : []),
          {
            key: 'settings',
            label: t('account.tab.settings'),
            children: platforms.data && <SettingsTab key={account.changed_at} account={account} fields={fields} />,
          },
        ]}
      />
    </Page>,
  );
}
