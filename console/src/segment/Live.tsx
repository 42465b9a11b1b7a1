import { Popconfirm } from 'antd';
import { api } from '../api/client';
import { ONE_PAGE, useAct, useRead } from '../api/queries';
import { Link } from 'react-router';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Is } from '../insight/Metric';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import type { Segment } from './segment';

const CHANGES = ['/segments', '/communities/{community}/segments'];

function Moves({ segment }: { segment: Segment }) {
  const t = useT();
  const community = useCommunity().id;
  const found = useRead('/segments/{segment}/moves', { path: { segment: segment.id } }, { refetchInterval: 5_000 });
  const items = (found.data?.items ?? []).map((one, at) => ({ ...one, id: `${one.member.id} ${one.at} ${at}` }));
  return (
    <Records
      list={{ ...found, items, ...ONE_PAGE }}
      label={t('segment.moves')}
      empty={<Teach title={t('segment.no_moves')}>{t('segment.no_moves_about')}</Teach>}
      columns={[
        {
          key: 'member',
          title: t('common.member'),
          narrow: 'head',
          show: (one) => (
            <Link to={paths.member(community, one.member.id)}>
              <bdi>{one.member.name}</bdi>
            </Link>
          ),
        },
        {
          key: 'entered',
          title: t('segment.moves'),
          show: (one) =>
            one.entered ? <Mark tone="good">{t('segment.entered')}</Mark> : <Mark>{t('segment.went')}</Mark>,
        },
        { key: 'cause', title: t('segment.cause'), show: (one) => t(`segment.cause.${one.cause}`) },
        { key: 'at', title: t('common.time'), show: (one) => <At at={one.at} /> },
      ]}
    />
  );
}

/** Whether it is known at any time who is in it; and who came and went. */
export function Live({ segment }: { segment: Segment }) {
  const t = useT();
  const format = useFormat();
  const path = { segment: segment.id };
  const now = useRead('/segments/{segment}', { path }, { refetchInterval: segment.live ? 5_000 : false });
  const set = useAct((live: boolean) => api.put('/segments/{segment}/live', { path, body: { live } }), {
    changes: CHANGES,
  });
  const on = (
    <ActButton permission="segment:write" loading={set.isPending} onClick={() => set.mutate(true)}>
      {t('segment.live_on')}
    </ActButton>
  );
  const people = now.data?.people ?? null;
  return (
    <section className="stack" aria-label={t('segment.live')}>
      <div className="row apart">
        <div className="row tight">
          <h2>{t('segment.live')}</h2>
          <Is>{t('segment.live_is')}</Is>
          {segment.live && (
            <span className="num">
              {people === null ? t('segment.finding') : t('segment.live_people', { n: format.number(people) })}
            </span>
          )}
        </div>
        {segment.live && (
          <Popconfirm
            title={t('segment.live_off_sure')}
            description={t('segment.live_off_about')}
            okText={t('segment.live_off')}
            cancelText={t('common.cancel')}
            onConfirm={() => set.mutate(false)}
          >
            <ActButton permission="segment:write" loading={set.isPending}>
              {t('segment.live_off')}
            </ActButton>
          </Popconfirm>
        )}
      </div>
      {segment.live ? (
        <Moves segment={segment} />
      ) : (
        <Teach title={t('segment.not_live')} actions={on}>
          {t('segment.not_live_about')}
        </Teach>
      )}
    </section>
  );
}
