import { App, Popover, Tooltip } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, useList, useRead } from '../api/queries';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark, type Tone } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { WayDialog } from './WayDialog';
import type { Account } from './words';

type Way = Schemas['Way'];

const TONES: Record<Way['state'], Tone> = {
  due: 'plain',
  asked: 'plain',
  doubt: 'bad',
  absent: 'bad',
  made: 'good',
  refused: 'bad',
  closing: 'warn',
  closed: 'plain',
};

function WayState({ way }: { way: Way }) {
  const t = useT();
  const why = way.evidence ?? (way.state === 'doubt' ? t('way.doubt_about') : null);
  const marks = (
    <span className="row tight" tabIndex={why ? 0 : undefined}>
      <Mark tone={TONES[way.state]}>{t(`way.state.${way.state}`)}</Mark>
      {way.state === 'made' && !way.fresh && <Mark tone="warn">{t('way.stale')}</Mark>}
    </span>
  );
  return why ? <Tooltip title={why}>{marks}</Tooltip> : marks;
}

function WayCode({ way }: { way: Way }) {
  const t = useT();
  if (!way.picture) return <span className="muted">—</span>;
  return (
    <Popover
      trigger={['hover', 'focus']}
      content={
        <img src={way.picture} width={180} height={180} loading="lazy" alt={t('way.picture_of', { name: way.name })} />
      }
    >
      <a href={way.picture} target="_blank" rel="noreferrer">
        {t('way.show_code')}
      </a>
    </Popover>
  );
}

/** What can be done with one: changing keeps the code, closing kills it. */
function WayActs({ account, way, onChange }: { account: Account; way: Way; onChange: () => void }) {
  const t = useT();
  const { modal } = App.useApp();
  const path = { account: account.id, way: way.id };
  const close = useAct(() => api.delete('/accounts/{account}/ways/{way}', { path }), {
    done: 'way.saved',
    changes: ['/accounts'],
  });
  const again = useAct(() => api.post('/accounts/{account}/ways/{way}/again', { path }), {
    done: 'way.saved',
    changes: ['/accounts'],
  });
  const ask = () =>
    modal.confirm({
      title: t('way.close_title', { name: way.name }),
      content: (
        <>
          <p>{t('way.close_reach')}</p>
          <p className="muted">{t('way.close_stays', { n: way.came })}</p>
        </>
      ),
      okText: t('way.close'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => close.mutateAsync(undefined).catch(() => {}),
    });
  const lost = ['doubt', 'absent', 'refused'].includes(way.state);
  const over = ['closing', 'closed'].includes(way.state);
  if (over) return null;
  return (
    <span className="row tight">
      {lost && (
        <ActButton size="small" permission="account:write" onClick={() => again.mutate(undefined)}>
          {t('way.again')}
        </ActButton>
      )}
      {['due', 'made', 'refused'].includes(way.state) && (
        <ActButton size="small" permission="account:write" onClick={onChange}>
          {t('way.change')}
        </ActButton>
      )}
      {way.state !== 'asked' && (
        <ActButton size="small" danger permission="account:write" onClick={ask}>
          {t('way.close')}
        </ActButton>
      )}
    </span>
  );
}

/** The codes of a WeCom account that lead into its groups and to its staff. */
export function Ways({ account }: { account: Account }) {
  const t = useT();
  const format = useFormat();
  const [making, setMaking] = useState<Way | 'new' | null>(null);
  const path = { account: account.id };
  const list = useList('/accounts/{account}/ways', { path }, { refetchInterval: 10_000 });
  const room = useRead('/accounts/{account}/ways/room', { path });
  const make = (
    <ActButton type="primary" permission="account:write" onClick={() => setMaking('new')}>
      {t('way.make')}
    </ActButton>
  );
  return (
    <>
      <div className="row apart filters">
        <p className="hint grow">
          {t('way.about')}{' '}
          {room.data && t('way.room', { used: format.number(room.data.used), most: format.number(room.data.most) })}
        </p>
        {list.items.length > 0 && make}
      </div>
      <Records
        list={list}
        label={t('account.tab.ways')}
        empty={
          <Teach title={t('way.empty')} actions={make}>
            {t('way.empty_about')}
          </Teach>
        }
        columns={[
          { key: 'name', title: t('way.name'), narrow: 'head', show: (way) => way.name },
          { key: 'kind', title: t('way.kind'), width: 110, show: (way) => t(`way.kind.${way.kind}`) },
          { key: 'state', title: t('way.state'), width: 170, show: (way) => <WayState way={way} /> },
          { key: 'code', title: t('way.code'), width: 110, show: (way) => <WayCode way={way} /> },
          {
            key: 'came',
            title: t('way.came'),
            width: 130,
            align: 'right',
            show: (way) => (
              <span className="stack tight">
                <span className="num">{format.number(way.came)}</span>
                <span className="small muted">
                  {t('way.first_last', { first: format.number(way.came_first), last: format.number(way.came_last) })}
                </span>
              </span>
            ),
          },
          { key: 'here', title: t('way.here'), width: 90, align: 'right', show: (way) => format.number(way.here) },
          { key: 'at', title: t('way.made_at'), width: 170, show: (way) => <At at={way.created_at} /> },
          {
            key: 'acts',
            title: '',
            width: 240,
            narrow: 'line',
            show: (way) => <WayActs account={account} way={way} onChange={() => setMaking(way)} />,
          },
        ]}
      />
      {making && (
        <WayDialog
          key={making === 'new' ? 'new' : making.id}
          account={account}
          way={making === 'new' ? null : making}
          onClose={() => setMaking(null)}
        />
      )}
    </>
  );
}
