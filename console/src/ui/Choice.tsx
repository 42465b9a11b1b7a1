import { Select } from 'antd';
import { useT } from '../i18n';

/** A filter of one value; the empty choice means all, or says what it means in `all`. */
export function Choice<V extends string>({
  label,
  value,
  all,
  options,
  word,
  onChange,
}: {
  label: string;
  value: string | undefined;
  all?: string;
  options: readonly V[];
  word: (value: V) => string;
  onChange: (value: V | null) => void;
}) {
  const t = useT();
  return (
    <Select
      aria-label={label}
      value={value ?? ''}
      popupMatchSelectWidth={false}
      options={[
        { value: '', label: all ?? t('common.all_of', { what: label }) },
        ...options.map((one) => ({ value: one, label: word(one) })),
      ]}
      onChange={(chosen) => onChange((chosen || null) as V | null)}
    />
  );
}
