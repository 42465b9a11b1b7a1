import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { ONE_PAGE } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Is } from '../insight/Metric';
import { Records, type Column } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { CircleMark } from './CircleMark';
import type { Network, Person } from './circles';

const FIRST = 10;
const list = <T,>(items: T[]) => ({ items, ...ONE_PAGE, isPending: false, error: null, refetch: () => {} });

export function MemberLink({ member }: { member: Schemas['MemberRef'] }) {
  const community = useCommunity().id;
  return (
    <Link to={paths.member(community, member.id)}>
      <bdi>{member.name}</bdi>
    </Link>
  );
}

type Row = Person & { id: string };
const rows = (people: Person[]): Row[] => people.map((one) => ({ ...one, id: one.member.id }));

function useColumns() {
  const t = useT();
  const format = useFormat();
  const columns: Record<'member' | 'circle', Column<Row>> = {
    member: {
      key: 'member',
      title: t('common.member'),
      narrow: 'head',
      show: (one) => <MemberLink member={one.member} />,
    },
    circle: {
      key: 'circle',
      title: t('connection.circle'),
      show: (one) => <CircleMark circle={one.circle} />,
    },
  };
  const number = (key: keyof Person & ('dimension' | 'sent' | 'received' | 'reached' | 'cuts_off')): Column<Row> => ({
    key,
    title: t(`connection.${key}`),
    align: 'right',
    show: (one) => <span className="num">{format.number(one[key])}</span>,
  });
  const decimal = (key: 'frequency' | 'duration'): Column<Row> => ({
    key,
    title: t(`connection.${key}`),
    align: 'right',
    show: (one) => <span className="num">{format.decimal(one[key])}</span>,
  });
  return { t, format, columns, number, decimal };
}

/** Everybody in the picture, as a table: dimension, frequency, duration. */
export function Members({ network }: { network: Network }) {
  const { t, columns, number, decimal } = useColumns();
  const [all, setAll] = useState(false);
  const people = all ? network.shown : network.shown.slice(0, FIRST);
  return (
    <section className="stack tight" aria-label={t('connection.members')}>
      <h3 className="row tight">
        {t('connection.members')}
        <Is>{t('connection.members_is')}</Is>
      </h3>
      <Records
        list={list(rows(people))}
        label={t('connection.members')}
        empty={null}
        columns={[
          columns.member,
          columns.circle,
          number('dimension'),
          decimal('frequency'),
          decimal('duration'),
          number('sent'),
          number('received'),
        ]}
      />
      {!all && network.shown.length > FIRST && (
        <div className="load-more">
          <Button onClick={() => setAll(true)}>{t('connection.all_members', { n: network.shown.length })}</Button>
        </div>
      )}
    </section>
  );
}

/** The circles inside the group. */
export function Circles({ network }: { network: Network }) {
  const { t, format } = useColumns();
  return (
    <section className="stack tight" aria-label={t('connection.circles')}>
      <h2 className="section first row tight">
        {t('connection.circles')}
        <Is>{t('connection.circle_is')}</Is>
      </h2>
      <Records
        list={list(network.circles.map((one) => ({ ...one, id: String(one.number) })))}
        label={t('connection.circles')}
        empty={null}
        columns={[
          {
            key: 'circle',
            title: t('connection.circle'),
            width: 130,
            narrow: 'head',
            show: (one) => <CircleMark circle={one.number} />,
          },
          {
            key: 'members',
            title: t('nav.members'),
            width: 110,
            align: 'right',
            show: (one) => <span className="num">{format.number(one.members)}</span>,
          },
          {
            key: 'foremost',
            title: t('connection.foremost'),
            narrow: 'line',
            show: (one) => (
              <span className="row tight">
                {one.foremost.map((member) => (
                  <MemberLink key={member.id} member={member} />
                ))}
              </span>
            ),
          },
          {
            key: 'inside',
            title: t('connection.inside'),
            width: 130,
            align: 'right',
            show: (one) => <span className="num">{format.number(one.inside)}</span>,
          },
          {
            key: 'crossing',
            title: t('connection.crossing'),
            width: 130,
            align: 'right',
            show: (one) => <span className="num">{format.number(one.crossing)}</span>,
          },
        ]}
      />
      {network.circles_in_all > network.circles.length && (
        <p className="hint">
          {t('connection.more_circles', { n: format.number(network.circles_in_all - network.circles.length) })}
        </p>
      )}
    </section>
  );
}

/** Whoever holds circles together. */
export function Bridges({ network }: { network: Network }) {
  const { t, format, columns, number } = useColumns();
  const sure = (one: Person) => one.sent + one.received >= 30;
  return (
    <section className="stack tight" aria-label={t('connection.bridges')}>
      <h2 className="section first row tight">
        {t('connection.bridges')}
        <Is>{t('connection.bridges_is')}</Is>
      </h2>
      {network.pivots !== null && (
        <Alert type="info" showIcon title={t('connection.estimated', { n: format.number(network.pivots) })} />
      )}
      <Records
        list={list(rows(network.bridges))}
        label={t('connection.bridges')}
        empty={<Teach title={t('connection.no_bridges')}>{t('connection.no_bridges_about')}</Teach>}
        columns={[
          columns.member,
          columns.circle,
          {
            key: 'betweenness',
            title: t('connection.betweenness'),
            align: 'right',
            show: (one) => <span className="num">{format.percent(one.betweenness)}</span>,
          },
          number('cuts_off'),
          number('reached'),
          {
            key: 'outside',
            title: t('connection.outside'),
            align: 'right',
            show: (one) => (
              <span className="num">
                {sure(one)
                  ? format.percent(one.outside)
                  : t('connection.of_few', {
                      n: Math.round(one.outside * (one.sent + one.received)),
                      of: one.sent + one.received,
                    })}
              </span>
            ),
          },
        ]}
      />
    </section>
  );
}
