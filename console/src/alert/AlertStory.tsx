import { Skeleton } from 'antd';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { ONE_PAGE, useRead } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Refusal } from '../ui/Refusal';
import { isRatio, useValue, type Alert } from './alert';
import { Course } from './Course';

type Whole = Schemas['AlertWhole'];
type Numbers = Pick<Whole['standing'][number], 'expected' | 'low' | 'high' | 'p'>;

function Against({ of, metric }: { of: Numbers; metric: Alert['metric'] }) {
  const t = useT();
  const value = useValue(metric);
  if (of.expected === null) return <>–</>;
  return (
    <span className="stack tight num">
      {value(of.expected)}
      {of.low !== null && of.high !== null && (
        <span className="small muted">{t('alert.between', { low: value(of.low), high: value(of.high) })}</span>
      )}
      {of.p !== null && (
        <span className="small muted">{t('alert.p', { p: of.p < 0.001 ? '< 0.001' : `= ${of.p.toFixed(3)}` })}</span>
      )}
    </span>
  );
}

function Where({ group, from, until }: { group: Schemas['Ref'] | null; from: string; until: string }) {
  const t = useT();
  const community = useCommunity().id;
  if (!group) return <>{t('alert.whole')}</>;
  return (
    <Link to={paths.overview(community, { group: group.id, from, to: until })}>
      <bdi>{group.name}</bdi>
    </Link>
  );
}

const still = { error: null, isPending: false, refetch: () => undefined, ...ONE_PAGE };

/** How one alert stands, and when it rang: the evidence a task leads to. */
export function AlertStory({ id }: { id: string }) {
  const t = useT();
  const found = useRead('/alerts/{alert}', { path: { alert: id } });
  const value = useValue(found.data?.alert.metric ?? 'messages');
  if (found.error) return <Refusal problem={found.error} retry={found.refetch} />;
  if (!found.data) return <Skeleton active />;
  const { alert, day, standing, history } = found.data;
  return (
    <div className="stack">
      <section className="stack" aria-label={t('alert.standing', { day })}>
        <h2>{t('alert.standing', { day })}</h2>
        <Records
          list={{ ...still, items: standing.map((one) => ({ ...one, id: one.group?.id ?? 'all' })) }}
          label={t('alert.standing', { day })}
          empty={<p className="muted">{t('alert.standing_empty')}</p>}
          columns={[
            {
              key: 'where',
              title: t('alert.where'),
              narrow: 'head',
              show: (one) => (
                <span className="row">
                  <Where group={one.group} from={day} until={day} />
                  {one.rings && <Mark tone="bad">{t('alert.rings')}</Mark>}
                </span>
              ),
            },
            {
              key: 'is',
              title: t('alert.is'),
              width: 220,
              narrow: 'line',
              show: (one) => (
                <span className="stack tight num">
                  {one.value === null ? '–' : value(one.value)}
                  {one.why && <span className="small muted">{t(`alert.why.${one.why}`)}</span>}
                </span>
              ),
            },
            {
              key: 'expected',
              title: t('alert.expected'),
              width: 200,
              show: (one) => <Against of={one} metric={alert.metric} />,
            },
          ]}
        />
      </section>
      {!isRatio(alert.metric) && (
        <Course alert={alert} groups={standing.flatMap((one) => (one.group ? [one.group] : []))} />
      )}
      <section className="stack" aria-label={t('alert.history')}>
        <h2>{t('alert.history')}</h2>
        <Records
          list={{ ...still, items: history }}
          label={t('alert.history')}
          empty={<p className="muted">{t('alert.history_empty')}</p>}
          columns={[
            {
              key: 'where',
              title: t('alert.where'),
              narrow: 'head',
              show: (one) => <Where group={one.group} from={one.from} until={one.until} />,
            },
            {
              key: 'when',
              title: t('alert.when'),
              width: 220,
              narrow: 'line',
              show: (one) =>
                one.from === one.until ? one.until : t('review.days_of', { from: one.from, until: one.until }),
            },
            {
              key: 'is',
              title: t('alert.is'),
              width: 110,
              show: (one) => <span className="num">{value(one.value)}</span>,
            },
            {
              key: 'expected',
              title: t('alert.expected'),
              width: 160,
              show: (one) => <Against of={one} metric={alert.metric} />,
            },
            {
              key: 'over',
              title: t('alert.over'),
              width: 130,
              show: (one) => one.over_at ?? <Mark tone="bad">{t('alert.still')}</Mark>,
            },
          ]}
        />
      </section>
    </div>
  );
}
