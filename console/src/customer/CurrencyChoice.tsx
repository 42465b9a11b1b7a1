import { Select } from 'antd';
import type { Schemas } from '../api/client';
import { useT } from '../i18n';

/** Which currency is looked at; no sum is over two. */
export function CurrencyChoice({
  of,
  value,
  onChange,
}: {
  of: Schemas['Customers']['currencies'];
  value: string;
  onChange: (currency: string) => void;
}) {
  const t = useT();
  return (
    <Select
      aria-label={t('customer.currency')}
      value={value}
      onChange={onChange}
      style={{ width: 110 }}
      options={of.map((one) => ({ value: one.code, label: one.code }))}
    />
  );
}
