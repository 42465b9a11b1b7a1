import { Select } from 'antd';

/** A filter of one value; the empty choice means all. */
export function Choice({
  label,
  value,
  all,
  options,
  onChange,
}: {
  label: string;
  value: string | undefined;
  all: string;
  options: { value: string; label: string }[];
  onChange: (value: string | null) => void;
}) {
  return (
    <Select
      aria-label={label}
      value={value ?? ''}
      popupMatchSelectWidth={false}
      options={[{ value: '', label: all }, ...options]}
      onChange={(chosen) => onChange(chosen || null)}
    />
  );
}
