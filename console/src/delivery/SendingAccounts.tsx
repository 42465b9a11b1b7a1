import { Progress } from 'antd';
import type { Schemas } from '../api/client';
import { useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import './delivery.css';

function LimitUse({ limit }: { limit: Schemas['LimitUse'] }) {
  const t = useT();
  const format = useFormat();
  const allowed = t('limits.allowed', {
    count: format.number(limit.count),
    window:
      limit.window_seconds < 60
        ? t('limits.seconds', { n: limit.window_seconds })
        : format.minutes(limit.window_seconds / 60),
  });
  const name = t(`limits.${limit.scope}`);
  return (
    <li className="limit">
      <span className="row apart small">
        <span>{name}</span>
        <span className="muted">{allowed}</span>
      </span>
      <Progress
        percent={Math.round((100 * limit.used) / limit.count)}
        size="small"
        status={limit.full > 0 ? 'exception' : 'normal'}
        format={() => `${limit.used}/${limit.count}`}
        aria-label={`${name}, ${allowed}`}
      />
      {limit.full > 0 && (
        <span className="small muted">
          {limit.scope === 'account'
            ? t('limits.full')
            : t(limit.scope === 'group' ? 'limits.full_groups' : 'limits.full_people', { n: limit.full })}
          {limit.free_at && (
            <>
              {' · '}
              {t('limits.free_at', { at: format.clock(limit.free_at) })}
            </>
          )}
        </span>
      )}
    </li>
  );
}

function Account({ account }: { account: Schemas['SendingAccount'] }) {
  const t = useT();
  const format = useFormat();
  return (
    <section
      className="panel sending-account"
      aria-label={`${t.code('platform', account.platform)} ${account.account}`}
    >
      <div className="row apart">
        <b>
          {t.code('platform', account.platform)} {account.account}
        </b>
        {!account.reachable ? (
          <Mark tone="bad">{t('sending.unreachable')}</Mark>
        ) : account.rests_until ? (
          <Mark tone="warn">{t('sending.rests')}</Mark>
        ) : (
          <Mark tone="good">{t('sending.ready')}</Mark>
        )}
      </div>
      <span className="small muted">
        {t('sending.queue', {
          waiting: format.number(account.waiting),
          under_way: account.under_way,
          at_once: account.at_once,
        })}
      </span>
      {account.rests_until && (
        <span className="small muted">
          {t('sending.asks_again')} <At at={account.rests_until} />
        </span>
      )}
      {account.limits.length === 0 ? (
        <span className="small muted">{t('limits.none')}</span>
      ) : (
        <ul className="limits">
          {account.limits.map((limit) => (
            <LimitUse key={limit.code} limit={limit} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** The accounts of this community, whether they can speak now, and how much of their limits is used. */
export function SendingAccounts() {
  const t = useT();
  const community = useCommunity();
  const accounts = useRead(
    '/communities/{community}/deliveries/accounts',
    { path: { community: community.id } },
    { refetchInterval: 3_000 },
  );
  if (!accounts.data || accounts.data.items.length === 0) return null;
  return (
    <div className="sending-accounts" role="group" aria-label={t('sending.title')}>
      {accounts.data.items.map((account) => (
        <Account key={`${account.platform}/${account.account}`} account={account} />
      ))}
    </div>
  );
}
