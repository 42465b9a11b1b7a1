import { Skeleton, Switch } from 'antd';
import type { ReactNode } from 'react';
import type { Schemas } from '../api/client';
import { useRead } from '../api/queries';
import { useT } from '../i18n';
import { Mark, type Tone } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { useChannelWords } from './words';

const TONE: Record<Schemas['AbilityExtent'], Tone> = { everywhere: 'good', some_groups: 'warn', nowhere: 'plain' };

/** What the account can and cannot do, why, and what would help. */
export function Abilities({ account, remedyAct }: { account: string; remedyAct?: (remedy: string) => ReactNode }) {
  const t = useT();
  const word = useChannelWords();
  const { values, set } = useFilters('only');
  const found = useRead('/accounts/{account}/capabilities', { path: { account } });
  if (found.error) return <Refusal problem={found.error} retry={found.refetch} />;
  if (!found.data) return <Skeleton active />;
  const items = found.data.items
    .filter((one) => !values.only || one.extent !== 'everywhere')
    .map((one) => ({ ...one, id: one.capability }));
  return (
    <>
      <p className="hint">{t('ability.about')}</p>
      <div className="filters">
        <label className="row tight">
          <Switch
            size="small"
            checked={values.only !== undefined}
            onChange={(only) => set({ only: only ? 'unable' : null })}
          />
          {t('ability.only')}
        </label>
      </div>
      <Records
        list={{ ...found, items, hasNextPage: false, isFetchingNextPage: false, fetchNextPage: () => {} }}
        label={t('account.tab.abilities')}
        empty={<Teach title={t('ability.empty')} />}
        columns={[
          {
            key: 'what',
            title: t('ability.what'),
            width: 190,
            narrow: 'head',
            show: (one) => <b>{t(`ability.${one.capability}`)}</b>,
          },
          {
            key: 'extent',
            title: t('ability.extent'),
            width: 110,
            show: (one) => <Mark tone={TONE[one.extent]}>{t(`ability.extent.${one.extent}`)}</Mark>,
          },
          {
            key: 'reason',
            title: t('ability.reason'),
            narrow: 'line',
            show: (one) =>
              one.reason && (
                <span className="stack tight">
                  <span>{word.reason(one.reason, one.params)}</span>
                  {word.particulars(one.params) && <span className="small muted">{word.particulars(one.params)}</span>}
                </span>
              ),
          },
          {
            key: 'remedy',
            title: t('ability.remedy'),
            narrow: 'line',
            show: (one) =>
              one.remedy && (
                <span className="row">
                  <span className="next">
                    <span aria-hidden>→ </span>
                    {word.remedy(one.remedy, one.params)}
                  </span>
                  {remedyAct?.(one.remedy)}
                </span>
              ),
          },
        ]}
      />
    </>
  );
}
