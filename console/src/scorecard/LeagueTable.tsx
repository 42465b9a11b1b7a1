import { DownloadOutlined } from '@ant-design/icons';
import { Button, Segmented, Select, Skeleton, Table } from 'antd';
import { Link } from 'react-router';
import { api } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { paths } from '../app/paths';
import { FirstSteps } from '../community/FirstSteps';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Is } from '../insight/Metric';
import '../insight/insight.css';
import { useMay } from '../identity/session';
import { Mark } from '../ui/Mark';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { Met } from './GoalTab';
import { byPoints, change, ELEMENTS, GOALS, type Goal, type Row } from './scorecard';

function Points({ now, before }: { now: number | null; before: number | null }) {
  const format = useFormat();
  const moved = change(now, before);
  if (now === null) return <>–</>;
  return (
    <span className="num">
      {format.number(Math.round(now))}
      {moved !== null && (
        <span className="small muted">
          {' '}
          {moved >= 0 ? '+' : ''}
          {format.number(Math.round(moved))}
        </span>
      )}
    </span>
  );
}

function GoalOf({ row }: { row: Row }) {
  const t = useT();
  const may = useMay();
  const inherited =
    row.goal && !row.goal_own ? t('scorecard.goal_inherited', { goal: t(`review.goal.${row.goal}`) }) : null;
  // The target stays with the goal it was set for; another goal begins without one.
  const act = useAct(
    (goal: Goal | undefined) =>
      goal
        ? api.put('/groups/{group}/goal', { path: { group: row.group_id }, body: { goal, target: null } })
        : api.delete('/groups/{group}/goal', { path: { group: row.group_id } }),
    { changes: ['/league', '/groups/{group}/goal'] },
  );
  if (!may('review:write'))
    return <>{inherited ?? (row.goal ? t(`review.goal.${row.goal}`) : t('scorecard.no_goal'))}</>;
  return (
    <Select
      size="small"
      aria-label={t('scorecard.goal_of', { name: row.name })}
      style={{ minWidth: 140 }}
      loading={act.isPending}
      allowClear
      value={row.goal_own ? row.goal : null}
      placeholder={inherited ?? t('scorecard.no_goal')}
      onChange={(goal) => act.mutate(goal ?? undefined)}
      options={GOALS.map((one) => ({ value: one, label: t(`review.goal.${one}`) }))}
    />
  );
}

function GoalReached({ row }: { row: Row }) {
  const t = useT();
  const format = useFormat();
  if (!row.main) return <>–</>;
  return (
    <Link to={paths.league(row.community_id, { tab: 'goal', group: row.group_id })}>
      {t(`scorecard.measure.${row.main.line}`)} <span className="num">{format.percent(row.main.value)}</span>
      {row.target !== null && <span className="small muted num"> / {format.percent(row.target)}</span>}{' '}
      <Met met={row.met} few={row.main.few} />
    </Link>
  );
}

/** Groups the caller may see; every column of numbers sorts. */
export function LeagueTable() {
  const t = useT();
  const format = useFormat();
  const community = useCommunity().id;
  const { values, set } = useFilters('all');
  const query = values.all ? {} : { community };
  const league = useRead('/league', { query });
  if (league.error) return <Refusal problem={league.error} retry={league.refetch} />;
  if (!league.data) return <Skeleton active />;
  const first = league.data.items[0];
  return (
    <div className="stack">
      <div className="filters">
        <Segmented
          aria-label={t('scorecard.league')}
          value={values.all ? 'all' : 'here'}
          onChange={(next) => set({ all: next === 'all' ? '1' : null })}
          options={[
            { value: 'here', label: t('scorecard.here') },
            { value: 'all', label: t('scorecard.everywhere') },
          ]}
        />
        <Button
          icon={<DownloadOutlined aria-hidden />}
          href={`/api/v1/league.csv${values.all ? '' : `?community=${community}`}`}
        >
          {t('scorecard.csv')}
        </Button>
      </div>
      {!first ? (
        <Teach title={t('scorecard.empty')} actions={<FirstSteps />}>
          {t('groups.empty_about')}
        </Teach>
      ) : (
        <section className="panel pad" aria-label={t('scorecard.league')}>
          <h2>
            {t('scorecard.league')} <Is>{`${t('scorecard.points_is')} ${t('scorecard.alive_is')}`}</Is>
          </h2>
          <p className="hint num">{t('scorecard.period', { from: first.from, until: first.until })}</p>
          <Table<Row>
            aria-label={t('scorecard.league')}
            rowKey="group_id"
            size="small"
            scroll={{ x: 'max-content' }}
            pagination={{ pageSize: 50, hideOnSinglePage: true }}
            dataSource={league.data.items}
            columns={[
              {
                key: 'name',
                title: t('scorecard.group'),
                sorter: (a, b) => a.name.localeCompare(b.name),
                render: (_, row) => (
                  <Link to={paths.league(row.community_id, { tab: 'elements', group: row.group_id })}>{row.name}</Link>
                ),
              },
              {
                key: 'goal',
                title: t('scorecard.goal'),
                sorter: (a, b) => (a.goal ?? '').localeCompare(b.goal ?? ''),
                render: (_, row) => <GoalOf row={row} />,
              },
              {
                key: 'reached',
                title: t('scorecard.reached'),
                sorter: (a, b) => Number(a.met ?? -1) - Number(b.met ?? -1),
                render: (_, row) => <GoalReached row={row} />,
              },
              {
                key: 'alive',
                title: t('scorecard.alive'),
                sorter: (a, b) => Number(a.alive) - Number(b.alive),
                render: (_, row) => (
                  <Mark tone={row.alive ? 'good' : 'warn'}>
                    {t(row.alive ? 'scorecard.alive' : 'scorecard.silent')}
                  </Mark>
                ),
              },
              {
                key: 'points',
                title: t('scorecard.points'),
                align: 'right',
                sorter: byPoints((row) => row.now.points),
                render: (_, row) => <Points now={row.now.points} before={row.before.points} />,
              },
              ...ELEMENTS.map((element) => ({
                key: element,
                title: t(`scorecard.element.${element}`),
                align: 'right' as const,
                sorter: byPoints((row) => row.now.elements[element]),
                render: (_: unknown, row: Row) => (
                  <Points now={row.now.elements[element]} before={row.before.elements[element]} />
                ),
              })),
              {
                key: 'speakers',
                title: t('scorecard.speakers'),
                align: 'right',
                sorter: (a, b) => a.speakers - b.speakers,
                render: (_, row) => (
                  <span className="num">
                    {format.number(row.speakers)} / {format.number(row.members)}
                  </span>
                ),
              },
              {
                key: 'messages',
                title: t('scorecard.messages'),
                align: 'right',
                sorter: (a, b) => a.messages - b.messages,
                render: (_, row) => <Points now={row.messages} before={row.messages_before} />,
              },
            ]}
          />
        </section>
      )}
    </div>
  );
}
