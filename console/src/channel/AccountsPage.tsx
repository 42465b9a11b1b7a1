import { PlusOutlined } from '@ant-design/icons';
import { Link, useNavigate } from 'react-router';
import { paths } from '../app/paths';
import { useList } from '../api/queries';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Page } from '../ui/Page';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { AccountState } from './AccountMarks';
import { useChannelWords } from './words';

const REFRESH_MS = 10_000; // a lost connection should show by itself

export default function AccountsPage() {
  const t = useT();
  const word = useChannelWords();
  const navigate = useNavigate();
  const list = useList('/accounts', {}, { refetchInterval: REFRESH_MS });
  const communities = useList('/communities', { query: { limit: 200 } });
  const named = new Map(communities.items.map((one) => [one.id, one.name]));
  const connect = (
    <ActButton
      type="primary"
      icon={<PlusOutlined aria-hidden />}
      permission="account:write"
      onClick={() => void navigate(paths.connect())}
    >
      {t('accounts.connect')}
    </ActButton>
  );
  return (
    <main className="content" id="main">
      <Page
        back={<Link to={paths.communities()}>← {t('communities.title')}</Link>}
        title={t('accounts.title')}
        about={t('accounts.about')}
        actions={list.items.length > 0 && connect}
      >
        <Records
          list={list}
          label={t('accounts.title')}
          empty={
            <Teach title={t('accounts.empty')} actions={connect}>
              {t('accounts.empty_about')}
            </Teach>
          }
          columns={[
            {
              key: 'name',
              title: t('common.name'),
              narrow: 'head',
              show: (account) => (
                <Link to={paths.account(account.id)}>
                  <bdi>{account.name}</bdi>
                </Link>
              ),
            },
            {
              key: 'platform',
              title: t('groups.platform'),
              width: 180,
              show: (account) => word.platform(account.platform),
            },
            { key: 'account', title: 'ID', width: 170, show: (account) => <bdi>{account.account}</bdi> },
            {
              key: 'state',
              title: t('common.state'),
              width: 120,
              show: (account) => <AccountState account={account} />,
            },
            {
              key: 'community',
              title: t('accounts.where_to'),
              width: 170,
              show: (account) =>
                account.community_id === null
                  ? t('accounts.nowhere')
                  : (named.get(account.community_id) ?? account.community_id),
            },
            {
              key: 'heard',
              title: t('accounts.last_event'),
              width: 180,
              show: (account) =>
                account.last_event_at ? <At at={account.last_event_at} /> : t('accounts.never_heard'),
            },
          ]}
        />
      </Page>
    </main>
  );
}
