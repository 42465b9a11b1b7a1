import { CheckCircleTwoTone, CloseCircleTwoTone } from '@ant-design/icons';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { At } from '../ui/At';
import { values, type Condition, type Segment, type Why } from './segment';

/** A part in words, e.g. “Said something · at least 2 times · in the last 7 days”. */
function useWords(others: Segment[]) {
  const t = useT();
  const format = useFormat();
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
          list === 'tagged' ? t('segment.tagged') : t(`event.${list}`),
          ...(one.where ?? []).map((field) =>
            field.name === 'length'
              ? `${t('funnel.at_least')} ${values(field).join(' / ')}`
              : `${t(`segment.op.${field.op}`)} ${values(field).join(' / ')}`,
          ),
          one.at_most === 0
            ? t('segment.never')
            : `${t('segment.op.at_least')} ${format.number(one.at_least ?? 1)} ${t('segment.times')}`,
          ...(one.days ? [`${t('segment.days')} ${one.days} ${t('common.days')}`] : []),
        ];
        return parts.join(' · ');
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
          <CheckCircleTwoTone twoToneColor="#2f7d4f" title={t('segment.holds')} />
        ) : (
          <CloseCircleTwoTone twoToneColor="#b3402e" title={t('segment.not')} />
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
              <bdi>{why.seen}</bdi>
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
