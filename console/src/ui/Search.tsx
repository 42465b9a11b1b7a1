import { Input } from 'antd';

/** A filter of words. It starts over when the words change from outside, as "clear filters" and the back button do. */
export function Search({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (words: string) => void;
}) {
  return (
    <Input.Search
      key={value ?? ''}
      aria-label={label}
      placeholder={label}
      defaultValue={value}
      allowClear
      maxLength={200}
      onSearch={onChange}
    />
  );
}
