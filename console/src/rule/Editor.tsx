import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useT } from '../i18n';
import { RuleCard } from './RuleCard';
import { freshKey, freshPart, type Rule, type RuleSet } from './parts';

export type WrongPlaces = { rule?: string; path?: string; code: string; params?: Record<string, unknown> }[];

/** The rules from top to bottom, in the order they are judged. */
export function Editor({
  rules,
  onChange,
  wrong,
}: {
  rules: RuleSet;
  onChange: (rules: RuleSet) => void;
  wrong: WrongPlaces;
}) {
  const t = useT();
  const [open, setOpen] = useState<string | null>(null);
  const all = rules.rules;
  const set = (next: Rule[]) => onChange({ ...rules, rules: next });
  const add = (rule: Rule, at: number) => {
    set(all.toSpliced(at, 0, rule));
    setOpen(rule.key);
  };
  const keys = all.map((rule) => rule.key);
  return (
    <div className="stack tight">
      <ol className="rules" aria-label={t('rules.title')}>
        {all.map((rule, index) => (
          <RuleCard
            key={rule.key}
            rule={rule}
            open={open === rule.key}
            toggle={() => setOpen(open === rule.key ? null : rule.key)}
            first={index === 0}
            last={index === all.length - 1}
            wrong={wrong
              .filter((place) => place.rule === rule.key)
              .map((place) => t.code('rule_wrong', place.code, place.params ?? {}, `${place.path}: ${place.code}`))}
            onChange={(changed) => set(all.with(index, changed))}
            onMove={(by) => set(all.toSpliced(index, 1).toSpliced(index + by, 0, rule))}
            onCopy={() =>
              add(
                {
                  ...structuredClone(rule),
                  key: freshKey(keys, rule.key),
                  name: t('rule.copy_name', { name: rule.name }),
                },
                index + 1,
              )
            }
            onRemove={() => set(all.toSpliced(index, 1))}
          />
        ))}
      </ol>
      <div>
        <Button
          icon={<PlusOutlined aria-hidden />}
          onClick={() =>
            add(
              {
                key: freshKey(keys),
                name: t('rule.new_name'),
                mode: 'audit',
                triggers: [freshPart('triggers', 'keyword', t)] as Rule['triggers'],
                conditions: [],
                effects: [freshPart('effects', 'reply', t)] as Rule['effects'],
              },
              all.length,
            )
          }
        >
          {t('rules.add')}
        </Button>
      </div>
    </div>
  );
}
