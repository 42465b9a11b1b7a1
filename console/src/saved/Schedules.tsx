import { PlusOutlined } from '@ant-design/icons';
import { Alert, Drawer, Popconfirm, Skeleton } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { ScheduleDialog } from './ScheduleDialog';
import { TryOut } from './TryOut';
import { toneOf, type Run, type Schedule } from './schedule';
import type { Saved } from './saved';

const CHANGES = ['/communities/{community}/schedules', '/schedules/{schedule}/runs'] as const;

export function useSaid() {
  const t = useT();
  return (one: Schedule) =>
    t(`schedule.said.${one.every}`, {
      day: one.every === 'week' ? t(`schedule.weekday.${one.day as 1}`) : one.day,
      at: one.at,
    });
}

export function State({ of }: { of: Schedule }) {
  const t = useT();
  if (of.why) return <Mark tone={of.why === 'not_allowed' ? 'bad' : 'plain'}>{t(`schedule.why.${of.why}`)}</Mark>;
  if (of.last?.state === 'failed' || of.last?.state === 'unknown') {
    return <Mark tone={toneOf(of.last)}>{t(`schedule.run.${of.last.state}`)}</Mark>;
  }
  return <Mark tone="good">{t('schedule.active')}</Mark>;
}

function Ran({ run }: { run: Run }) {
  const t = useT();
  const format = useFormat();
  return (
    <li className="row apart">
      <At at={run.due_at} />
      <span className="small num">
        {run.found !== null && `${t('schedule.rows', { n: format.number(run.found) })} · `}
        {run.mails > 0 && `${t('schedule.mails', { n: format.number(run.mails) })} · `}
        {run.reason && `${t(`schedule.reason.${run.reason}`)} · `}
        <Mark tone={toneOf(run)}>{t(`schedule.run.${run.state}`)}</Mark>
      </span>
    </li>
  );
}

function Runs({ of }: { of: Schedule }) {
  const t = useT();
  const found = useRead('/schedules/{schedule}/runs', { path: { schedule: of.id } });
  if (found.error) return <Refusal problem={found.error} retry={found.refetch} />;
  if (!found.data) return <Skeleton active title={false} />;
  return found.data.items.length === 0 ? (
    <p className="hint">{t('schedule.no_runs')}</p>
  ) : (
    <ul className="stack tight" aria-label={t('schedule.runs')} style={{ listStyle: 'none', padding: 0 }}>
      {found.data.items.map((run) => (
        <Ran key={run.due_at} run={run} />
      ))}
    </ul>
  );
}

function One({ of, mail }: { of: Schedule; mail: boolean }) {
  const t = useT();
  const said = useSaid();
  const community = useCommunity().id;
  const turn = useAct(
    (state: Schedule['state']) =>
      api.put('/schedules/{schedule}/state', { path: { schedule: of.id }, body: { state } }),
    { changes: [...CHANGES] },
  );
  const drop = useAct(() => api.delete('/schedules/{schedule}', { path: { schedule: of.id } }), {
    done: 'schedule.dropped',
    changes: [...CHANGES],
  });
  const [trying, setTrying] = useState(false);
  const paused = of.state === 'paused';
  return (
    <section className="panel pad stack even" aria-label={`${said(of)} ${of.id}`}>
      <div className="row apart">
        <b>{said(of)}</b>
        <State of={of} />
      </div>
      <p className="small">
        {of.group && (
          <>
            {t('schedule.to_group')}{' '}
            <Link to={paths.deliveries(community, { group: of.group.id })}>{of.group.name}</Link>
            <br />
          </>
        )}
        {of.letters > 0 && (of.emails.length > 0 ? of.emails.join(', ') : t('schedule.letters', { n: of.letters }))}
      </p>
      {of.letters > 0 && !mail && <Alert type="warning" showIcon title={t('schedule.mail_off')} />}
      {of.why === 'not_allowed' && <Alert type="warning" showIcon title={t('schedule.not_allowed_about')} />}
      {of.next.length > 0 && (
        <p className="hint">
          {t('schedule.next')}{' '}
          {of.next.map((one, at) => (
            <span key={one.at}>
              {at > 0 && ' · '}
              <At at={one.at} />
            </span>
          ))}
        </p>
      )}
      <div className="row tight">
        <ActButton
          size="small"
          permission="saved:write"
          loading={turn.isPending}
          onClick={() => turn.mutate(paused ? 'active' : 'paused')}
        >
          {t(paused ? 'schedule.resume' : 'schedule.pause')}
        </ActButton>
        <ActButton size="small" permission="saved:write" onClick={() => setTrying(true)}>
          {t(of.letters > 0 && mail ? 'schedule.try' : 'schedule.try_look')}
        </ActButton>
        <Popconfirm
          title={t('schedule.drop_sure')}
          okText={t('common.delete')}
          cancelText={t('common.cancel')}
          onConfirm={() => drop.mutate(undefined)}
        >
          <ActButton size="small" danger permission="saved:write" loading={drop.isPending}>
            {t('common.delete')}
          </ActButton>
        </Popconfirm>
      </div>
      {turn.error && <Refusal problem={turn.error} />}
      {trying && <TryOut of={of} mail={mail} onClose={() => setTrying(false)} />}
      <h3>{t('schedule.runs')}</h3>
      <Runs of={of} />
    </section>
  );
}

/** When one saved question answers itself, where to, and how it went. */
export function Schedules({ saved, onClose }: { saved: Saved | null; onClose: () => void }) {
  const t = useT();
  const community = useCommunity().id;
  const [making, setMaking] = useState(false);
  const found = useRead('/communities/{community}/schedules', { path: { community } }, { enabled: saved !== null });
  const mine = found.data?.items.filter((one) => one.saved === saved?.id) ?? [];
  const make = (
    <ActButton
      type="primary"
      icon={<PlusOutlined aria-hidden />}
      permission="saved:write"
      onClick={() => setMaking(true)}
    >
      {t('schedule.make')}
    </ActButton>
  );
  return (
    <Drawer open={saved !== null} onClose={onClose} size={560} title={saved && t('schedule.of', { name: saved.name })}>
      {found.error && <Refusal problem={found.error} retry={found.refetch} />}
      {!found.data && !found.error && <Skeleton active />}
      {found.data && (
        <div className="stack">
          {!found.data.link && mine.length > 0 && <p className="hint">{t('schedule.no_link')}</p>}
          {mine.length === 0 ? (
            <Teach title={t('schedule.empty')} actions={make}>
              {t('schedule.empty_about')}
            </Teach>
          ) : (
            <>
              <div>{make}</div>
              {mine.map((one) => (
                <One key={one.id} of={one} mail={found.data.mail} />
              ))}
            </>
          )}
        </div>
      )}
      {making && saved && (
        <ScheduleDialog saved={saved} mail={found.data?.mail ?? false} onClose={() => setMaking(false)} />
      )}
    </Drawer>
  );
}
