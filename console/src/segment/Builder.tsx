import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown, InputNumber, Select } from 'antd';
import { useT } from '../i18n';
import { Answered, Bought, Cell } from './Bought';
import { Days, Often } from './Often';
import { Way } from './Way';
import {
  GROUPS,
  LISTS,
  MOST_DEEP,
  NEW,
  OPS,
  ofList,
  ROLES,
  useListWord,
  values,
  type Condition,
  type Op,
  type Segment,
} from './segment';

interface Part {
  of: Condition;
  /** The segments that may be asked for. */
  others: Segment[];
  change: (to: Condition) => void;
}

function Trait({ of, change }: Omit<Part, 'others'>) {
  const t = useT();
  const name = of.name ?? 'role';
  return (
    <>
      <b>{t(`segment.trait.${name}`)}</b>
      <Select<Op>
        aria-label={t('segment.op')}
        value={of.op}
        popupMatchSelectWidth={false}
        style={{ minWidth: 90 }}
        onChange={(op) => change({ ...of, op })}
        options={OPS[name].map((op) => ({ value: op, label: t(`segment.op.${op}`) }))}
      />
      {name === 'role' ? (
        <Select
          aria-label={t('segment.trait.role')}
          mode="multiple"
          style={{ minWidth: 150 }}
          value={values(of) as string[]}
          onChange={(roles: string[]) => change({ ...of, values: roles })}
          options={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
        />
      ) : (
        <InputNumber
          aria-label={t(`segment.trait.${name}`)}
          min={1}
          max={name === 'joined' ? 3660 : 10_000}
          precision={0}
          suffix={name === 'joined' ? t('common.days') : undefined}
          style={{ width: 120 }}
          value={Number(values(of)[0] ?? 1)}
          onChange={(number) => change({ ...of, values: [number ?? 1] })}
        />
      )}
    </>
  );
}

function Has({ of, change }: Omit<Part, 'others'>) {
  const t = useT();
  const word = useListWord();
  const list = of.list ?? 'said';
  const tag = of.where?.find((one) => one.name === 'tag');
  const length = of.where?.find((one) => one.name === 'length');
  return (
    <>
      <Select
        aria-label={t('segment.has')}
        value={list}
        popupMatchSelectWidth={false}
        style={{ minWidth: 130 }}
        onChange={(to) => change(ofList(of, to))}
        options={LISTS.map((one) => ({
          value: one,
          label: word(one),
        }))}
      />
      {tag && (
        <Select
          aria-label={t('segment.tag')}
          mode="tags"
          placeholder={t('segment.tag')}
          style={{ minWidth: 160 }}
          value={values(tag) as string[]}
          onChange={(tags: string[]) => change({ ...of, where: [{ ...tag, values: tags }] })}
          options={[]}
        />
      )}
      <Often of={of} change={change} />
      <Days of={of} change={change} />
      {(list === 'said' || list === 'asked') && (
        <InputNumber
          aria-label={t('funnel.at_least')}
          prefix={t('funnel.at_least')}
          min={0}
          max={10_000}
          precision={0}
          style={{ width: 150 }}
          value={Number(length ? (values(length)[0] ?? 0) : 0)}
          onChange={(least) => {
            const { where: _, ...rest } = of;
            change(least ? { ...rest, where: [{ name: 'length', op: 'at_least', values: [least] }] } : rest);
          }}
        />
      )}
    </>
  );
}

/** Each list has fields of its own. */
function Listed({ of, change }: Omit<Part, 'others'>) {
  switch (of.list) {
    case 'bought':
    case 'refunded':
      return <Bought of={of} change={change} />;
    case 'rfm':
      return <Cell of={of} change={change} />;
    case 'answered':
      return <Answered of={of} change={change} />;
    default:
      return <Has of={of} change={change} />;
  }
}

function Add({ deep, others, add }: { deep: number; others: Segment[]; add: (one: Condition) => void }) {
  const t = useT();
  const keys = (Object.keys(NEW) as (keyof typeof NEW)[]).filter((key) => key !== 'group' || deep < MOST_DEEP);
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          ...keys.map((key) => ({ key, label: t(`segment.new.${key}`) })),
          ...(others.length > 0 ? [{ key: 'segment', label: t('segment.new.segment') }] : []),
        ],
        onClick: ({ key }) =>
          add(key === 'segment' ? { kind: 'segment', segment: others[0]!.id } : NEW[key as keyof typeof NEW]),
      }}
    >
      <Button size="small" icon={<PlusOutlined aria-hidden />}>
        {t('segment.add')}
      </Button>
    </Dropdown>
  );
}

/** One condition, and those in it. */
export function Builder({ of, others, change, drop, deep = 1 }: Part & { drop?: () => void; deep?: number }) {
  const t = useT();
  const remove = drop && (
    <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('segment.drop_part')} onClick={drop} />
  );
  if (of.kind === 'all' || of.kind === 'any' || of.kind === 'none') {
    const parts = of.of ?? [];
    return (
      <div className="segment-group stack tight">
        <div className="row tight">
          <Select
            aria-label={t('segment.group')}
            value={of.kind}
            popupMatchSelectWidth={false}
            onChange={(kind) => change({ ...of, kind })}
            options={GROUPS.map((kind) => ({ value: kind, label: t(`segment.group.${kind}`) }))}
          />
          {remove}
        </div>
        <ul className="segment-parts">
          {parts.map((part, at) => (
            <li key={at}>
              <Builder
                of={part}
                others={others}
                deep={deep + 1}
                change={(to) => change({ ...of, of: parts.with(at, to) })}
                drop={() => change({ ...of, of: parts.toSpliced(at, 1) })}
              />
            </li>
          ))}
          <li>
            <Add deep={deep + 1} others={others} add={(one) => change({ ...of, of: [...parts, one] })} />
          </li>
        </ul>
      </div>
    );
  }
  return (
    <div className="row tight segment-part">
      {of.kind === 'trait' && <Trait of={of} change={change} />}
      {of.kind === 'has' && <Listed of={of} change={change} />}
      {of.kind === 'funnel' && <Way of={of} change={change} />}
      {of.kind === 'segment' && (
        <>
          <b>{t('segment.in')}</b>
          <Select
            aria-label={t('segment.in')}
            value={of.segment}
            popupMatchSelectWidth={false}
            style={{ minWidth: 150 }}
            onChange={(segment) => change({ ...of, segment })}
            options={others.map((one) => ({ value: one.id, label: one.name }))}
          />
        </>
      )}
      {remove}
    </div>
  );
}
