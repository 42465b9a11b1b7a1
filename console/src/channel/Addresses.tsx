import { Typography } from 'antd';
import { useT } from '../i18n';
import { addressFor, type Account } from './words';

/** The address somebody has to enter at the platform, ready to be copied. */
export function Addresses({ account }: { account: Account }) {
  const t = useT();
  const address = addressFor(account);
  if (!address) return null;
  return (
    <section className="panel pad">
      <h3>{t('connect.addresses')}</h3>
      <p className="hint">{t('connect.addresses_about')}</p>
      <Typography.Text code copyable={{ text: address, tooltips: [t('common.copy'), t('common.copied')] }}>
        {address}
      </Typography.Text>
    </section>
  );
}
