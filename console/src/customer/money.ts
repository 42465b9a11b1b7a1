import { useT } from '../i18n';

/** Money in the currency it is in: amounts come in its smallest unit. */
export function useMoney(currency: string) {
  const { language } = useT();
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  const units = 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2);
  return {
    units,
    /** Of the smallest unit. */
    small: (amount: number | null | undefined) => (amount == null ? '–' : format.format(amount / units)),
    /** Of whole units. */
    whole: (amount: number) => format.format(amount),
  };
}
