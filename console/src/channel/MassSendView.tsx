import { App, Button, Select, Skeleton } from 'antd';
import { api, type Schemas } from '../api/client';
import { useAct, useList, useRead } from '../api/queries';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark, type Tone } from '../ui/Mark';
import { Nothing } from '../ui/Nothing';
import { Records } from '../ui/Records';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { AttachmentShown } from './Attachments';
import { MassProgress, MassState } from './MassSends';
import { ArmNames } from './MassTrial';
import type { Account } from './words';

type Mass = Schemas['MassSend'];
type Part = Mass['parts'][number];
const STATES = ['waiting', 'sent', 'not_friend', 'over_quota', 'not_sent', 'stopped', 'left_out'] as const;
const TONE: Record<(typeof STATES)[number], Tone> = {
  waiting: 'info',
  sent: 'good',
  not_friend: 'warn',
  over_quota: 'warn',
  not_sent: 'warn',
  stopped: 'plain',
  left_out: 'plain',
};

function useMassActs(account: Account, mass: Mass | undefined) {
  const t = useT();
  const { modal } = App.useApp();
  const path = { account: account.id, mass: mass?.id ?? '' };
  const changes = ['/accounts'];
  const remind = useAct(() => api.post('/accounts/{account}/mass-sends/{mass}/remind', { path }), {
    done: 'mass.reminded',
    changes,
  });
  const stop = useAct(() => api.post('/accounts/{account}/mass-sends/{mass}/stop', { path }), {
    done: 'mass.stopped',
    changes,
  });
  const again = useAct(
    (part: string) => api.post('/accounts/{account}/mass-sends/{mass}/parts/{part}/again', { path: { ...path, part } }),
    { done: 'mass.asked_again', changes },
  );
  const askToStop = () =>
    modal.confirm({
      title: t('mass.stop_title'),
      content: (
        <>
          <p>{t('mass.stop_reach', { n: mass?.counts.waiting ?? 0 })}</p>
          <p className="muted">{t('mass.stop_stays', { n: mass?.counts.sent ?? 0 })}</p>
        </>
      ),
      okText: t('mass.stop'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => stop.mutateAsync(undefined).catch(() => {}),
    });
  return { remind, askToStop, again };
}

function PartLine({ part, act }: { part: Part; act: React.ReactNode }) {
  const t = useT();
  const format = useFormat();
  return (
    <li className="stack tight">
      <span className="row">
        <b>
          <bdi>{part.sender ?? t('mass.last_talked')}</bdi>
        </b>
        <span className="small muted">{t('mass.targets', { n: format.number(part.targets) })}</span>
        <Mark tone={part.state === 'absent' || part.state === 'refused' ? 'bad' : 'plain'}>
          {t(`mass.part.${part.state}`)}
        </Mark>
        {part.read_at && (
          <span className="small muted">
            {t('mass.read_at')} <At at={part.read_at} />
          </span>
        )}
        {act}
      </span>
      {part.evidence && (
        <span className="small muted">
          {t('health.evidence')}：<code className="said">{part.evidence}</code>
        </span>
      )}
    </li>
  );
}

/** One mass send: who has to tap, how far it is, and what became of everybody. */
export function MassSendView({ account, mass: id, onBack }: { account: Account; mass: string; onBack: () => void }) {
  const t = useT();
  const { values, set } = useFilters('state');
  const { set: open } = useFilters('mass', 'state');
  const path = { account: account.id, mass: id };
  const found = useRead('/accounts/{account}/mass-sends/{mass}', { path }, { refetchInterval: 10_000 });
  const state = STATES.find((one) => one === values.state);
  const targets = useList(
    '/accounts/{account}/mass-sends/{mass}/targets',
    { path, query: { state } },
    { refetchInterval: 10_000 },
  );
  const acts = useMassActs(account, found.data);
  const back = (
    <Button type="link" onClick={onBack} style={{ paddingInline: 0, alignSelf: 'flex-start' }}>
      ← {t('account.tab.mass')}
    </Button>
  );
  if (found.error)
    return (
      <>
        {back}
        <Refusal problem={found.error} retry={found.refetch} />
      </>
    );
  if (!found.data) return <Skeleton active />;
  const mass = found.data;
  const waits = mass.parts.some((part) => part.state === 'waiting');
  const left = Math.max(0, ...mass.parts.map((part) => part.reminders_left));
  const stoppable = waits || mass.parts.some((part) => part.state === 'due');
  return (
    <div className="stack">
      {back}
      <section className="panel pad stack tight" aria-label={t('mass.text')}>
        <div className="row apart">
          <span className="row">
            <MassState mass={mass} />
            <span className="muted small">
              {t(`mass.kind.${mass.kind}`)} · <At at={mass.created_at} />
            </span>
          </span>
          <span className="row">
            <ActButton
              permission="delivery:write"
              blocked={!waits ? t('mass.nothing_waits') : left === 0 && t('mass.reminded_enough')}
              loading={acts.remind.isPending}
              onClick={() => acts.remind.mutate(undefined)}
            >
              {waits ? t('mass.remind', { n: left }) : t('mass.remind_plain')}
            </ActButton>
            <ActButton
              danger
              permission="delivery:write"
              blocked={!stoppable && t('mass.nothing_waits')}
              onClick={acts.askToStop}
            >
              {t('mass.stop')}
            </ActButton>
          </span>
        </div>
        <p className="said" dir="auto" style={{ margin: 0, whiteSpace: 'pre-wrap' }}>
          {mass.text}
        </p>
        {mass.attachments.map((one, i) => (
          <AttachmentShown key={i} account={account} attachment={one} />
        ))}
        {(mass.arms.length > 0 || mass.others.length > 0) && (
          <span className="row tight small">
            {t('mass.who_gets')}
            <Mark tone="info">
              <ArmNames codes={mass.arms} />
            </Mark>
            {mass.others.map((one) => (
              <a
                key={one.id}
                href={`?tab=mass&mass=${one.id}`}
                onClick={(event) => (event.preventDefault(), open({ mass: one.id, state: null }, false))}
              >
                <ArmNames codes={one.arms} />
              </a>
            ))}
          </span>
        )}
        <MassProgress mass={mass} />
        <span className="row tight">
          {STATES.filter((one) => mass.counts[one] > 0).map((one) => (
            <Mark key={one} tone={TONE[one]}>
              {t(`mass.fate.${one}`)} {mass.counts[one]}
            </Mark>
          ))}
        </span>
      </section>
      <section className="panel pad" aria-label={t('mass.who_taps')}>
        <h2>{t('mass.who_taps')}</h2>
        <ul className="stack tight" style={{ margin: 0, paddingInlineStart: 18 }}>
          {mass.parts.map((part) => (
            <PartLine
              key={part.id}
              part={part}
              act={
                part.state === 'absent' && (
                  <ActButton
                    size="small"
                    permission="delivery:write"
                    loading={acts.again.isPending}
                    onClick={() => acts.again.mutate(part.id)}
                  >
                    {t('mass.ask_again')}
                  </ActButton>
                )
              }
            />
          ))}
        </ul>
      </section>
      <div className="filters">
        <Select
          aria-label={t('mass.state')}
          value={state ?? ''}
          onChange={(one) => set({ state: one || null })}
          options={[
            { value: '', label: t('mass.all') },
            ...STATES.map((one) => ({ value: one, label: t(`mass.fate.${one}`) })),
          ]}
        />
      </div>
      <Records
        list={targets}
        label={t('mass.everyone')}
        empty={
          <Nothing filtered={state !== undefined} clear={() => set({ state: null })}>
            <Teach title={t('mass.nobody')} />
          </Nothing>
        }
        columns={[
          {
            key: 'name',
            title: t(mass.kind === 'groups' ? 'common.group' : 'mass.customer'),
            narrow: 'head',
            show: (one) => <bdi>{one.name || one.id}</bdi>,
          },
          {
            key: 'state',
            title: t('mass.state'),
            width: 260,
            show: (one) => (
              <span className="row tight">
                <Mark tone={TONE[one.state]}>{t(`mass.fate.${one.state}`)}</Mark>
                {one.reason && <span className="small muted">{t(`mass.reason.${one.reason}`)}</span>}
              </span>
            ),
          },
          { key: 'staff', title: t('mass.staff'), width: 150, show: (one) => <bdi>{one.staff ?? '–'}</bdi> },
          {
            key: 'at',
            title: t('mass.sent_at'),
            width: 180,
            show: (one) => (one.at ? <At at={one.at} /> : '–'),
          },
        ]}
      />
    </div>
  );
}
