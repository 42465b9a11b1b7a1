import { Segmented, Skeleton } from 'antd';
import { Link } from 'react-router';
import { api } from '../api/client';
import { ONE_PAGE, useAct, useRead } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Is } from '../insight/Metric';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { MemberLink } from './Members';

/** Newcomers nobody has directed a message to, how long they have waited, and a task to greet them. */
export function Alone({
  group,
  to,
  choices,
  days,
  onDays,
}: {
  group: string;
  to: string | undefined;
  choices: number[];
  days: number;
  onDays: (days: number) => void;
}) {
  const t = useT();
  const format = useFormat();
  const community = useCommunity().id;
  const found = useRead('/groups/{group}/newcomers-alone', {
    path: { group },
    query: { days, ...(to ? { to } : {}) },
  });
  const ask = useAct(
    (member: string) => api.post('/groups/{group}/newcomers-alone/{member}/greeting', { path: { group, member } }),
    { done: 'connection.asked', changes: ['/groups/{group}/newcomers-alone', '/tasks'] },
  );
  return (
    <section className="stack" aria-label={t('connection.alone')}>
      <div className="row apart">
        <h2 className="section first row tight">
          {t('connection.alone')}
          <Is>{t('connection.alone_is')}</Is>
        </h2>
        <Segmented
          aria-label={t('connection.days')}
          value={days}
          onChange={onDays}
          options={choices.map((n) => ({ value: n, label: t('connection.days_n', { n }) }))}
        />
      </div>
      {found.error && <Refusal problem={found.error} retry={found.refetch} />}
      {found.isPending && <Skeleton active />}
      {found.data && (
        <>
          {found.data.from && (
            <p className="hint">
              {t('connection.alone_of', {
                alone: format.number(found.data.alone),
                came: format.number(found.data.came),
                from: found.data.from,
                until: found.data.until,
              })}
              {found.data.alone > found.data.items.length &&
                ` ${t('connection.alone_more', { n: format.number(found.data.items.length) })}`}
            </p>
          )}
          <Records
            list={{
              ...ONE_PAGE,
              isPending: false,
              error: null,
              refetch: found.refetch,
              items: found.data.items.map((one) => ({ ...one, id: one.member.id })),
            }}
            label={t('connection.alone')}
            empty={
              <Teach title={t(found.data.came > 0 ? 'connection.nobody_alone' : 'connection.nobody_came')}>
                {t('connection.nobody_alone_about')}
              </Teach>
            }
            columns={[
              {
                key: 'member',
                title: t('common.member'),
                narrow: 'head',
                show: (one) => <MemberLink member={one.member} />,
              },
              {
                key: 'waited',
                title: t('connection.waited'),
                show: (one) => <span className="num">{format.minutes(one.waited_hours * 60)}</span>,
              },
              { key: 'joined', title: t('connection.joined'), show: (one) => <At at={one.joined_at} /> },
              {
                key: 'spoke',
                title: t('connection.spoke'),
                show: (one) => (one.spoke_at ? <At at={one.spoke_at} /> : t('connection.not_spoken')),
              },
              {
                key: 'messages',
                title: t('chart.messages'),
                align: 'right',
                width: 100,
                show: (one) => <span className="num">{format.number(one.messages)}</span>,
              },
              {
                key: 'task',
                title: t('connection.greeting'),
                narrow: 'line',
                show: (one) =>
                  one.task === null ? (
                    <ActButton
                      size="small"
                      permission="desk:write"
                      loading={ask.isPending && ask.variables === one.id}
                      onClick={() => ask.mutate(one.id)}
                      aria-label={t('connection.ask_for', { name: one.member.name })}
                    >
                      {t('connection.ask')}
                    </ActButton>
                  ) : (
                    <Link to={paths.tasks(community)}>
                      <Mark tone={one.task === 'open' ? 'info' : one.task === 'done' ? 'good' : 'plain'}>
                        {t(`connection.task.${one.task}`)}
                      </Mark>
                    </Link>
                  ),
              },
            ]}
          />
        </>
      )}
    </section>
  );
}
