import { ONE_PAGE, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { accountName } from './words';

/** What the books say. */
export function Balances() {
  const t = useT();
  const format = useFormat();
  const found = useRead('/communities/{community}/balances', { path: { community: useCommunity().id } });
  const items = (found.data?.items ?? []).map((each) => ({ ...each, id: each.account }));
  return (
    <>
      {items.length > 0 && <p className="hint">{t('payment.balances_about')}</p>}
      <Records
        list={{ ...ONE_PAGE, items, isPending: found.isPending, error: found.error, refetch: found.refetch }}
        label={t('payment.tab.balances')}
        empty={<Teach title={t('payment.no_entries')}>{t('payment.balances_about')}</Teach>}
        columns={[
          {
            key: 'account',
            title: t('payment.account'),
            narrow: 'head',
            show: (row) => accountName(t, row.account),
          },
          {
            key: 'balance',
            title: t('payment.balance'),
            width: 200,
            align: 'right',
            show: (row) => format.money(row.balance),
          },
        ]}
      />
    </>
  );
}
