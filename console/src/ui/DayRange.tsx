import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useT } from '../i18n';

/** A filter of days, each end open when it is empty. */
export function DayRange({
  from,
  to,
  onChange,
}: {
  from: string | undefined;
  to: string | undefined;
  onChange: (days: { from: string | null; to: string | null }) => void;
}) {
  const t = useT();
  const day = (text: string | undefined) => (text && dayjs(text).isValid() ? dayjs(text) : null);
  return (
    <DatePicker.RangePicker
      aria-label={t('common.days_looked_at')}
      placeholder={[t('common.from_day'), t('common.to_day')]}
      allowEmpty
      value={[day(from), day(to)]}
      onChange={(days) =>
        onChange({ from: days?.[0]?.format('YYYY-MM-DD') ?? null, to: days?.[1]?.format('YYYY-MM-DD') ?? null })
      }
    />
  );
}
