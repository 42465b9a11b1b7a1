import { CheckCircleTwoTone, CloseCircleTwoTone } from '@ant-design/icons';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { At } from '../ui/At';
import { written } from '../customer/money';
import { CELLS, field, useListWord, values, type Condition, type Field, type Segment, type Why } from './segment';

const currencyOf = (one: Condition) => String(values(field(one, 'currency') ?? {})[0] ?? 'CNY');

/** A part in words, e.g. “Said something · at least 2 times · in the last 7 days”. */
function useWords(others: Segment[]) {
  const t = useT();
  const format = useFormat();
  const word = useListWord();
  const days = (one: Condition) => (one.days ? [`${t('segment.days')} ${one.days} ${t('common.days')}`] : []);
  const shown = (one: Field) =>
    values(one)
      .map((value) => {
        const cell = CELLS.find((known) => one.name === 'cell' && known === value);
        return cell ? t(`customer.cell.${cell}`) : value;
      })
      .join(' / ');
  return (one: Condition): string => {
    switch (one.kind) {
      case 'all':
      case 'any':
      case 'none':
        return t(`segment.group.${one.kind}`);
      case 'segment':
        return `${t('segment.in')} ${others.find((other) => other.id === one.segment)?.name ?? one.segment}`;
      case 'trait': {
        const name = one.name ?? 'role';
        const shown =
          name === 'role'
            ? (values(one) as ('owner' | 'admin' | 'member')[]).map((role) => t(`role.${role}`)).join(' / ')
            : `${values(one).join(' / ')}${name === 'joined' ? ` ${t('common.days')}` : ''}`;
        return `${t(`segment.trait.${name}`)} ${t(`segment.op.${one.op ?? 'is'}`)} ${shown}`;
      }
      case 'has': {
        const list = one.list ?? 'said';
        const parts = [
          word(list),
          ...(one.where ?? []).map((field) =>
            field.name === 'length'
              ? `${t('funnel.at_least')} ${values(field).join(' / ')}`
              : `${field.name === 'tag' ? '' : `${t(`segment.field.${field.name}`)} `}${t(`segment.op.${field.op}`)} ${shown(field)}`,
          ),
          ...(list === 'rfm'
            ? []
            : [
                one.at_most === 0
                  ? t('segment.never')
                  : one.sum
                    ? `${t('segment.measure.sum')} ${t('segment.op.at_least')} ${written(t.language, one.at_least ?? 1, currencyOf(one))}`
                    : `${t('segment.op.at_least')} ${format.number(one.at_least ?? 1)} ${t('segment.times')}`,
              ]),
          ...days(one),
        ];
        return parts.join(' · ');
      }
      case 'funnel': {
        const steps = (one.steps ?? []).map((step) => word(step.list)).join(' → ');
        const how = one.at_most === undefined ? 'reached' : one.at_most === 0 ? 'never' : 'stopped';
        const far = how === 'never' ? '' : ` ${t('segment.way_step', { n: one.at_least ?? 1 })}`;
        return [
          steps,
          `${t(`segment.way.${how}`)}${far}`,
          `${t('segment.window')} ${one.window_hours ?? 336} ${t('segment.hours')}`,
          ...days(one),
        ].join(' · ');
      }
    }
  };
}

/** Why somebody is in or out: each part with whether it holds, and by what. */
export function WhyTree({ of, why, others }: { of: Condition; why: Why; others: Segment[] }) {
  const t = useT();
  const words = useWords(others);
  const role = of.kind === 'trait' && of.name === 'role';
  const time = of.kind === 'trait' && of.name === 'joined';
  return (
    <div className="segment-why">
      <span className="row tight">
        {why.holds ? (
          <CheckCircleTwoTone twoToneColor="#2f9d5f" title={t('segment.holds')} />
        ) : (
          <CloseCircleTwoTone twoToneColor="#d0553f" title={t('segment.not')} />
        )}
        <span>{words(of)}</span>
        {why.seen !== null && (
          <span className="muted">
            {t('segment.seen')}{' '}
            {time ? (
              <At at={String(why.seen)} />
            ) : role ? (
              t(`role.${why.seen as 'owner' | 'admin' | 'member'}`)
            ) : (
              <bdi>
                {of.sum
                  ? written(t.language, Number(why.seen), currencyOf(of))
                  : of.kind === 'funnel'
                    ? t('segment.way_step', { n: Number(why.seen) })
                    : why.seen}
              </bdi>
            )}
          </span>
        )}
      </span>
      {why.parts.length > 0 && (
        <ul className="segment-parts">
          {why.parts.map((part, at) => (
            <li key={at}>
              <WhyTree of={of.of![at]!} why={part} others={others} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
