import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  CopyOutlined,
  DeleteOutlined,
  DownOutlined,
  PlusOutlined,
  RightOutlined,
} from '@ant-design/icons';
import { Button, Dropdown, Input, Segmented, Tooltip } from 'antd';
import { useEffect, useRef } from 'react';
import { useT, type Key } from '../i18n';
import { Mark } from '../ui/Mark';
import { PartEditor } from './PartEditor';
import { FAMILY, freshPart, missingIn, sayPart, typesOf, type Part, type Rule, type Section } from './parts';

const MODES = ['on', 'audit', 'off'] as const;
const HEADINGS: Record<Section, Key> = { triggers: 'rule.when', conditions: 'rule.if', effects: 'rule.then' };
const ADD: Record<Section, Key> = {
  triggers: 'rule.add_trigger',
  conditions: 'rule.add_condition',
  effects: 'rule.add_effect',
};

function Sentence({ rule }: { rule: Rule }) {
  const t = useT();
  const line = (section: Section) =>
    rule[section]
      .map((part) => sayPart(section, part, t))
      .join(section === 'triggers' ? ' / ' : t.language === 'en' ? ', ' : '，');
  return (
    <p className="rule-says">
      <span>{line('triggers')}</span>
      {rule.conditions.length > 0 && <span className="muted"> · {line('conditions')}</span>}
      <span className="rule-arrow" aria-hidden>
        {' '}
        →{' '}
      </span>
      <span>{line('effects')}</span>
    </p>
  );
}

function Parts({ section, rule, onChange }: { section: Section; rule: Rule; onChange: (rule: Rule) => void }) {
  const t = useT();
  const parts = rule[section] as Part[];
  const set = (next: Part[]) => onChange({ ...rule, [section]: next } as Rule);
  const box = useRef<HTMLDivElement>(null);
  const added = useRef(false);
  // Whoever added a part fills it in next; the menu it was chosen from is gone.
  useEffect(() => {
    if (!added.current) return;
    added.current = false;
    [...(box.current?.querySelectorAll('.part') ?? [])]
      .at(-1)
      ?.querySelector<HTMLElement>('.part-fields :is(input, textarea, button)')
      ?.focus();
  }, [parts.length]);
  return (
    <div className="parts" ref={box}>
      <h3>{t(HEADINGS[section])}</h3>
      {section === 'conditions' && parts.length === 0 && <p className="hint">{t('rule.always')}</p>}
      {parts.map((part, index) => (
        <PartEditor
          key={index}
          section={section}
          part={part}
          onChange={(changed) => set(parts.with(index, changed))}
          onRemove={() => set(parts.toSpliced(index, 1))}
        />
      ))}
      <Dropdown
        trigger={['click']}
        autoFocus
        menu={{
          items: typesOf(section).map((type) => ({ key: type, label: t.code(FAMILY[section], type) })),
          onClick: ({ key }) => {
            added.current = true;
            set([...parts, freshPart(section, key, t)]);
          },
        }}
      >
        <Button type="dashed" size="small" icon={<PlusOutlined aria-hidden />}>
          {t(ADD[section])}
        </Button>
      </Dropdown>
    </div>
  );
}

/** One rule: closed a readable sentence, open a form. */
export function RuleCard({
  rule,
  open,
  toggle,
  onChange,
  onMove,
  onCopy,
  onRemove,
  first,
  last,
  wrong,
}: {
  rule: Rule;
  open: boolean;
  toggle: () => void;
  onChange: (rule: Rule) => void;
  onMove: (by: -1 | 1) => void;
  onCopy: () => void;
  onRemove: () => void;
  first: boolean;
  last: boolean;
  wrong: string[];
}) {
  const t = useT();
  const missing = missingIn(rule);
  return (
    <li className={`panel rule rule-${rule.mode}`} data-testid={`rule-${rule.key}`}>
      <div className="rule-head">
        <button
          type="button"
          className="rule-open"
          aria-expanded={open}
          aria-label={t('rule.open', { name: rule.name })}
          onClick={toggle}
        >
          {open ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}
          <span className="rule-name">{rule.name || '…'}</span>
          {missing > 0 && <Mark tone="bad">{t('rules.incomplete')}</Mark>}
        </button>
        <Tooltip title={t(`rule.mode.${rule.mode}.is`)}>
          <Segmented
            size="small"
            aria-label={`${t('rule.mode')}: ${rule.name}`}
            value={rule.mode}
            options={MODES.map((mode) => ({ value: mode, label: t(`rule.mode.${mode}`) }))}
            onChange={(mode) => onChange({ ...rule, mode })}
          />
        </Tooltip>
      </div>
      {!open && <Sentence rule={rule} />}
      {wrong.length > 0 && <p className="rule-wrong">{wrong.join(' · ')}</p>}
      {open && (
        <div className="rule-body">
          <label className="field">
            <span>{t('rule.name')}</span>
            <Input
              value={rule.name}
              maxLength={120}
              status={rule.name.trim() ? undefined : 'error'}
              onChange={(event) => onChange({ ...rule, name: event.target.value })}
            />
          </label>
          {(['triggers', 'conditions', 'effects'] as const).map((section) => (
            <Parts key={section} section={section} rule={rule} onChange={onChange} />
          ))}
          <div className="row">
            <Button size="small" icon={<ArrowUpOutlined aria-hidden />} disabled={first} onClick={() => onMove(-1)}>
              {t('rule.up')}
            </Button>
            <Button size="small" icon={<ArrowDownOutlined aria-hidden />} disabled={last} onClick={() => onMove(1)}>
              {t('rule.down')}
            </Button>
            <Button size="small" icon={<CopyOutlined aria-hidden />} onClick={onCopy}>
              {t('rule.copy')}
            </Button>
            <Button size="small" danger icon={<DeleteOutlined aria-hidden />} onClick={onRemove}>
              {t('rule.remove')}
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}
