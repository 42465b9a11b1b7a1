import { Link } from 'react-router';
import { ProblemError } from '../api/client';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';

/** Where numbers come from, for who has none. */
export function NoOrders() {
  const t = useT();
  const community = useCommunity().id;
  return (
    <Teach
      title={t('customer.empty')}
      actions={<Link to={paths.customers(community, { tab: 'orders' })}>{t('customer.empty_do')}</Link>}
    >
      {t('customer.empty_about')}
    </Teach>
  );
}

/** Why there are no numbers. */
export function NoPurchases({ problem, retry }: { problem: unknown; retry: () => unknown }) {
  if (problem instanceof ProblemError && problem.code === 'no_purchases') return <NoOrders />;
  return <Refusal problem={problem} retry={retry} />;
}
