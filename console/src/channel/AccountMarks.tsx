import { useT } from '../i18n';
import { Mark } from '../ui/Mark';
import type { Account } from './words';

export function AccountState({ account }: { account: Account }) {
  const t = useT();
  if (!account.on) return <Mark>{t('accounts.state.off')}</Mark>;
  if (!account.reachable) return <Mark tone="bad">{t('accounts.state.unreachable')}</Mark>;
  return account.silent_since ? (
    <Mark tone="bad">{t('accounts.state.silent')}</Mark>
  ) : (
    <Mark tone="good">{t('accounts.state.on')}</Mark>
  );
}
