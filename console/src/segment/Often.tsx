import { InputNumber, Select } from 'antd';
import { useT } from '../i18n';
import type { Condition } from './segment';

export interface Leaf {
  of: Condition;
  change: (to: Condition) => void;
}

export function Days({ of, change }: Leaf) {
  const t = useT();
  return (
    <InputNumber
      aria-label={t('segment.days')}
      prefix={t('segment.days')}
      suffix={t('common.days')}
      placeholder={t('segment.ever')}
      min={1}
      max={3660}
      precision={0}
      style={{ width: 170 }}
      value={of.days ?? null}
      onChange={(days) => {
        const { days: _, ...rest } = of;
        change(days === null ? rest : { ...rest, days });
      }}
    />
  );
}

/** So often, or never. */
export function Often({ of, change }: Leaf) {
  const t = useT();
  const never = of.at_most === 0;
  return (
    <>
      <Select
        aria-label={t('segment.how_often')}
        value={never ? 'never' : 'at_least'}
        popupMatchSelectWidth={false}
        style={{ minWidth: 90 }}
        onChange={(how) => {
          const { at_most: _, ...rest } = of;
          change(how === 'never' ? { ...rest, at_least: 0, at_most: 0 } : { ...rest, at_least: 1 });
        }}
        options={[
          { value: 'at_least', label: t('segment.op.at_least') },
          { value: 'never', label: t('segment.never') },
        ]}
      />
      {!never && (
        <InputNumber
          aria-label={t('segment.how_often')}
          min={1}
          max={1_000_000}
          precision={0}
          suffix={t('segment.times')}
          style={{ width: 110 }}
          value={of.at_least ?? 1}
          onChange={(least) => change({ ...of, at_least: least ?? 1 })}
        />
      )}
    </>
  );
}
