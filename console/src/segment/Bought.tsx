import { InputNumber, Select } from 'antd';
import { useList } from '../api/queries';
import { useCommunity } from '../community/community';
import { useMoney } from '../customer/money';
import { useT } from '../i18n';
import { Days, Often, type Leaf } from './Often';
import { CELLS, CURRENCIES, MONEY, QUINTILES, field, values, withField } from './segment';

function Currency({ of, change }: Leaf) {
  const t = useT();
  const now = field(of, 'currency');
  return (
    <Select
      aria-label={t('segment.currency')}
      placeholder={t('segment.currency')}
      allowClear={!of.sum}
      style={{ minWidth: 90 }}
      value={(values(now ?? {})[0] as string | undefined) ?? null}
      onChange={(currency: string | null | undefined) => change(withField(of, 'currency', currency ? [currency] : []))}
      options={CURRENCIES.map((one) => ({ value: one, label: one }))}
    />
  );
}

/** Orders, or what was given back: how many, or how much in one currency. */
export function Bought({ of, change }: Leaf) {
  const t = useT();
  const currency = (values(field(of, 'currency') ?? {})[0] as string | undefined) ?? 'CNY';
  const { units } = useMoney(currency);
  return (
    <>
      <Select
        aria-label={t('segment.has')}
        value={of.list}
        popupMatchSelectWidth={false}
        onChange={(list) => change({ ...of, list })}
        options={MONEY.map((one) => ({ value: one, label: t(`segment.list.${one}`) }))}
      />
      <Select
        aria-label={t('segment.measure')}
        value={of.sum ? 'sum' : 'count'}
        popupMatchSelectWidth={false}
        onChange={(to) => {
          const { sum: _, at_most: __, ...rest } = of;
          change(
            to === 'sum'
              ? withField({ ...rest, sum: 'amount', at_least: 100 * units }, 'currency', [currency])
              : { ...rest, at_least: 1 },
          );
        }}
        options={[
          { value: 'count', label: t('segment.measure.count') },
          { value: 'sum', label: t('segment.measure.sum') },
        ]}
      />
      <Currency of={of} change={change} />
      {of.sum ? (
        <InputNumber
          aria-label={t('segment.measure.sum')}
          prefix={t('segment.op.at_least')}
          min={1 / units}
          max={1_000_000_000}
          precision={Math.log10(units)}
          style={{ width: 170 }}
          value={(of.at_least ?? 1) / units}
          onChange={(least) => change({ ...of, at_least: Math.max(1, Math.round((least ?? 0) * units)) })}
        />
      ) : (
        <Often of={of} change={change} />
      )}
      <Days of={of} change={change} />
    </>
  );
}

/** The cell of who bought, and how lately, often and for how much they did, in fifths. */
export function Cell({ of, change }: Leaf) {
  const t = useT();
  return (
    <>
      <b>{t('segment.list.rfm')}</b>
      <Select
        aria-label={t('customer.cell')}
        placeholder={t('customer.cell')}
        mode="multiple"
        style={{ minWidth: 170 }}
        value={values(field(of, 'cell') ?? {}) as (typeof CELLS)[number][]}
        onChange={(cells: string[]) => change(withField(of, 'cell', cells))}
        options={CELLS.map((one) => ({ value: one, label: t(`customer.cell.${one}`) }))}
      />
      {QUINTILES.map((name) => (
        <Select
          key={name}
          aria-label={t(`segment.field.${name}`)}
          placeholder={t(`segment.field.${name}`)}
          mode="multiple"
          style={{ minWidth: 120 }}
          value={values(field(of, name) ?? {}) as number[]}
          onChange={(fifths: number[]) => change(withField(of, name, fifths))}
          options={[5, 4, 3, 2, 1].map((one) => ({ value: one, label: `${name[0]!.toUpperCase()}${one}` }))}
        />
      ))}
      <Currency of={of} change={change} />
    </>
  );
}

/** Which page they answered, and which gate on it. */
export function Answered({ of, change }: Leaf) {
  const t = useT();
  const community = useCommunity().id;
  const pages = useList('/communities/{community}/pages', { path: { community }, query: { limit: 200 } });
  const chosen = values(field(of, 'page') ?? {}) as string[];
  const gates = pages.items.filter((one) => chosen.includes(one.id)).flatMap((one) => one.document.gates);
  return (
    <>
      <b>{t('segment.list.answered')}</b>
      <Select
        aria-label={t('segment.field.page')}
        placeholder={t('segment.any_page')}
        mode="multiple"
        style={{ minWidth: 160 }}
        value={chosen}
        onChange={(some: string[]) => change(withField(withField(of, 'gate', []), 'page', some))}
        options={pages.items.map((one) => ({ value: one.id, label: one.name }))}
        notFoundContent={t('plan.no_pages')}
      />
      {gates.length > 0 && (
        <Select
          aria-label={t('segment.field.gate')}
          placeholder={t('segment.any_gate')}
          mode="multiple"
          style={{ minWidth: 140 }}
          value={values(field(of, 'gate') ?? {}) as string[]}
          onChange={(some: string[]) => change(withField(of, 'gate', some))}
          options={gates.map((one) => ({ value: one.key, label: one.title || one.key }))}
        />
      )}
      <Often of={of} change={change} />
      <Days of={of} change={change} />
    </>
  );
}
