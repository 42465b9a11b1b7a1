import { useT } from '../i18n';

/** An amount in the smallest unit of its currency, as it is written. */
export function written(language: string, amount: number, currency: string) {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** Money in the currency it is in: amounts come in its smallest unit. */
export function useMoney(currency: string) {
  const { language } = useT();
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  const units = 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2);
  return {
    units,
    /** Of the smallest unit. */
    small: (amount: number | null | undefined) => (amount == null ? '–' : written(language, amount, currency)),
    /** Of whole units. */
    whole: (amount: number) => format.format(amount),
  };
}
