import { useT } from '../i18n';
import { Mark } from '../ui/Mark';
import type { Account } from './words';

export function AccountState({ account }: { account: Account }) {
  const t = useT();
  if (!account.on) return <Mark>{t('accounts.state.off')}</Mark>;
  return account.reachable ? (
    <Mark tone="good">{t('accounts.state.on')}</Mark>
  ) : (
    <Mark tone="bad">{t('accounts.state.unreachable')}</Mark>
  );
}
