import { Select } from 'antd';
import { useT } from '../i18n';

/** Which currency is looked at; no sum is over two. */
export function CurrencyChoice({
  of,
  value,
  onChange,
}: {
  of: string[];
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
      options={of.map((one) => ({ value: one, label: one }))}
    />
  );
}
