import { Button, Select } from 'antd';
import { url, type Schemas } from '../api/client';
import { useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Is } from '../insight/Metric';
import { Choice } from '../ui/Choice';
import { DayRange } from '../ui/DayRange';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';

type Row = Schemas['FunnelRow'];
type Line = Row & { id: string; depth: number };
const STEPS = ['scan', 'landing', 'gate', 'joined', 'spoke', 'stayed', 'ordered'] as const;
const TOUCHES = ['first'] as const;
const MINUTE = 60;

/** Parents before their children; then who belongs to no channel, and everybody. */
function linesOf(rows: Row[], parent: string | null = null, depth = 0): Line[] {
  return rows
    .filter((row) => row.kind === 'channel' && row.parent_id === parent)
    .flatMap((row) => [{ ...row, id: row.channel_id!, depth }, ...linesOf(rows, row.channel_id, depth + 1)]);
}

function StepCell({ row, step, orders }: { row: Row; step: (typeof STEPS)[number]; orders: boolean }) {
  const t = useT();
  const format = useFormat();
  const found = row.steps.find((one) => one.step === step)!;
  if (step === 'ordered' && !orders) return <span className="small muted">{t('funnel.not_connected')}</span>;
  if (found.people === null) return <span className="muted">–</span>;
  return (
    <span className="stack tight">
      <b className="num">{format.number(found.people)}</b>
      {found.of_before !== null && <span className="small muted num">{format.percent(found.of_before)}</span>}
      {found.median_seconds !== null && (
        <span className="small muted num">{format.minutes(found.median_seconds / MINUTE)}</span>
      )}
      {found.cost_per !== null && <span className="small muted num">{format.money(found.cost_per)}</span>}
    </span>
  );
}

/** How far the people of each channel came, side by side. */
export function Funnel() {
  const t = useT();
  const format = useFormat();
  const path = { community: useCommunity().id };
  const { values, set } = useFilters('from', 'to', 'touch', 'compare');
  const touch = values.touch === 'first' ? 'first' : 'last';
  const query = { from: values.from, to: values.to, touch } as const;
  const funnel = useRead('/communities/{community}/funnel', { path, query });
  const rows = funnel.data?.rows ?? [];
  const chosen = values.compare?.split(',') ?? [];
  const tree = linesOf(rows);
  const rest = rows
    .filter((row) => row.kind !== 'channel')
    .filter((row) => row.kind === 'everybody' || row.steps.some((step) => (step.people ?? 0) > 0))
    .map((row) => ({ ...row, id: row.kind, depth: 0 }));
  const shown =
    chosen.length > 0
      ? tree.filter((line) => chosen.includes(line.id)).map((line) => ({ ...line, depth: 0 }))
      : [...tree, ...rest];
  const nothing = rows.every((row) => row.steps.every((step) => !step.people));
  const nameOf = (line: Line) => (line.kind === 'channel' ? line.name : t(`funnel.row.${line.kind}`));
  const head = (key: (typeof STEPS)[number] | 'kept') => `${t(`funnel.${key}`)}`;
  return (
    <>
      <div className="row filters">
        <DayRange from={values.from} to={values.to} onChange={set} />
        <Choice
          label={t('funnel.touch')}
          all={t('funnel.touch.last')}
          value={touch === 'first' ? touch : undefined}
          options={TOUCHES}
          word={(one) => t(`funnel.touch.${one}`)}
          onChange={(one) => set({ touch: one })}
        />
        <Select
          mode="multiple"
          allowClear
          className="grow"
          style={{ minWidth: 180 }}
          aria-label={t('funnel.compare')}
          placeholder={t('funnel.compare')}
          value={chosen}
          onChange={(ids: string[]) => set({ compare: ids.join(',') || null })}
          options={tree.map((line) => ({ value: line.id, label: line.name }))}
        />
        <Button href={url('/communities/{community}/funnel.csv', path, query)}>{t('funnel.export')}</Button>
      </div>
      <p className="hint">
        {t('funnel.about')}
        {STEPS.map((step) => (
          <span key={step} className="nowrap">
            {' '}
            {t(`funnel.${step}`)}
            <Is>{t(`funnel.${step}.is`)}</Is>
          </span>
        ))}
        {(['of_before', 'median', 'kept', 'waiting', 'cac'] as const).map((key) => (
          <span key={key} className="nowrap">
            {' '}
            {t(`funnel.${key}`)}
            <Is>{t(`funnel.${key}.is`)}</Is>
          </span>
        ))}
      </p>
      <Records
        list={{
          items: nothing ? [] : shown,
          isPending: funnel.isPending,
          error: funnel.error,
          hasNextPage: false,
          isFetchingNextPage: false,
          fetchNextPage: () => {},
          refetch: funnel.refetch,
        }}
        label={t('acquisition.tab.funnel')}
        empty={<Teach title={t('funnel.empty')}>{t('funnel.empty_about')}</Teach>}
        columns={[
          {
            key: 'name',
            title: t('channel.name'),
            narrow: 'head',
            show: (line) => (
              <bdi
                className={line.kind === 'channel' ? undefined : 'muted'}
                style={{ paddingInlineStart: `${line.depth * 1.25}rem` }}
              >
                {nameOf(line)}
              </bdi>
            ),
          },
          ...STEPS.map((step) => ({
            key: step,
            title: head(step),
            width: 104,
            align: 'right' as const,
            show: (line: Line) => <StepCell row={line} step={step} orders={funnel.data?.orders ?? false} />,
          })),
          {
            key: 'kept',
            title: head('kept'),
            width: 104,
            align: 'right',
            show: (line) => (
              <span className="stack tight">
                <b className="num">{format.number(line.kept)}</b>
                {line.waiting > 0 && (
                  <span className="small muted">{t('funnel.waiting_n', { n: format.number(line.waiting) })}</span>
                )}
              </span>
            ),
          },
          {
            key: 'cost',
            title: t('acquisition.cost'),
            width: 110,
            align: 'right',
            show: (line) => format.money(line.cost),
          },
          { key: 'cac', title: t('funnel.cac'), width: 110, align: 'right', show: (line) => format.money(line.cac) },
        ]}
      />
    </>
  );
}
