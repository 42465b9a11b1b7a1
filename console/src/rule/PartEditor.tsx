import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Select, Switch, TimePicker } from 'antd';
import dayjs from 'dayjs';
import { useId } from 'react';
import { useGroups } from '../community/groups';
import { useArms } from '../experiment/arms';
import { useT } from '../i18n';
import { FAMILY, fieldsOf, missingField, type Field, type Part, type Section } from './parts';

function Groups({ id, value, onChange }: { id: string; value: string[]; onChange: (value: string[]) => void }) {
  const groups = useGroups();
  return (
    <Select
      id={id}
      mode="multiple"
      value={value}
      onChange={onChange}
      options={groups.items.map((group) => ({ value: group.id, label: group.name }))}
    />
  );
}

/** Who speaks is no visitor any more: only what is assigned to members or groups is known here. */
function Arms({ id, value, onChange }: { id: string; value: string[]; onChange: (value: string[]) => void }) {
  return (
    <Select id={id} mode="multiple" value={value} onChange={onChange} options={useArms(['member', 'group'], value)} />
  );
}

function FieldEditor({
  field,
  value,
  wrong,
  onChange,
  hint,
}: {
  field: Field;
  value: unknown;
  wrong: boolean;
  onChange: (value: unknown) => void;
  hint?: string;
}) {
  const t = useT();
  const id = useId();
  const status = wrong ? 'error' : undefined;
  const options = field.options?.map((option) => ({ value: option.value, label: t(option.label) }));
  const chosenHint = field.options?.find((option) => option.value === value)?.hint;
  const editor = (() => {
    switch (field.edit) {
      case 'text':
        return (
          <Input.TextArea
            id={id}
            status={status}
            value={(value as string | null) ?? ''}
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={2000}
            onChange={(event) => onChange(event.target.value || (field.optional ? null : ''))}
          />
        );
      case 'line':
        return (
          <Input
            id={id}
            status={status}
            value={(value as string) ?? ''}
            maxLength={200}
            onChange={(event) => onChange(event.target.value)}
          />
        );
      case 'number':
        return (
          <InputNumber
            id={id}
            status={status}
            value={value as number}
            min={field.min}
            max={field.max}
            precision={0}
            onChange={(n) => onChange(n)}
          />
        );
      case 'words':
        return (
          <Select
            id={id}
            status={status}
            mode="tags"
            open={false}
            suffixIcon={null}
            value={(value as string[]) ?? []}
            tokenSeparators={['\n']}
            onChange={onChange}
          />
        );
      case 'one':
        return (
          <Select
            id={id}
            status={status}
            value={value as string}
            options={options}
            popupMatchSelectWidth={false}
            onChange={onChange}
          />
        );
      case 'many':
        return (
          <Select
            id={id}
            status={status}
            mode="multiple"
            value={(value as string[]) ?? []}
            options={options}
            placeholder={field.optional ? t('contact.all') : undefined}
            onChange={onChange}
          />
        );
      case 'clock':
        return (
          <TimePicker
            id={id}
            format="HH:mm"
            allowClear={false}
            needConfirm={false}
            value={dayjs(`2000-01-01T${value as string}`)}
            onChange={(time) => time && onChange(time.format('HH:mm'))}
          />
        );
      case 'switch':
        return (
          <span>
            <Switch id={id} checked={Boolean(value)} onChange={onChange} />
          </span>
        );
      case 'groups':
        return <Groups id={id} value={(value as string[]) ?? []} onChange={onChange} />;
      case 'arms':
        return <Arms id={id} value={(value as string[]) ?? []} onChange={onChange} />;
    }
  })();
  return (
    <div className={`part-field part-${field.edit}`}>
      <label htmlFor={id}>{t(field.label)}</label>
      {editor}
      {(hint || chosenHint || field.hint) && (
        <span className="small muted">{hint ?? t(chosenHint ?? field.hint!)}</span>
      )}
    </div>
  );
}

/** One trigger, condition or effect as a form. */
export function PartEditor({
  section,
  part,
  onChange,
  onRemove,
}: {
  section: Section;
  part: Part;
  onChange: (part: Part) => void;
  onRemove: () => void;
}) {
  const t = useT();
  const missing = missingField(section, part);
  const title = t.code(FAMILY[section], part.type);
  const isPattern = part.type === 'keyword' && part.match === 'pattern';
  return (
    <div className="part">
      <div className="row apart nowrap">
        <b>{title}</b>
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={`${t('rule.remove_part')}: ${title}`}
          onClick={onRemove}
        />
      </div>
      {fieldsOf(section, part).length > 0 && (
        <div className="part-fields">
          {fieldsOf(section, part).map((field) => (
            <FieldEditor
              key={field.name}
              field={field}
              value={(part as Record<string, unknown>)[field.name]}
              wrong={missing === field}
              hint={isPattern && field.name === 'words' ? t('part.patterns_about') : undefined}
              onChange={(value) => onChange({ ...part, [field.name]: value } as Part)}
            />
          ))}
        </div>
      )}
    </div>
  );
}
