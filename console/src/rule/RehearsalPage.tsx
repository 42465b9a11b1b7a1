import { Alert, Button, Progress, Segmented, Skeleton } from 'antd';
import { useNavigate, useParams, Link } from 'react-router';
import { paths } from '../app/paths';
import { api, type Schemas } from '../api/client';
import { useAct, useList, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { MemberLink } from '../member/EventLine';
import { SanctionMark } from '../moderation/CaseLine';
import { At } from '../ui/At';
import { Mark, type Tone } from '../ui/Mark';
import { More } from '../ui/More';
import { Nothing } from '../ui/Nothing';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { RehearsalStateMark } from './RehearseTab';
import './rule.css';

type Counts = Schemas['RehearsalCounts'];
const COUNTS = [
  'members',
  'warned',
  'muted',
  'removed',
  'recalled',
  'greeted',
  'answered',
  'recorded',
  'approved',
  'refused',
  'left',
] as const;
const CHANGES = ['new', 'harsher', 'same', 'milder', 'gone'] as const;
const TONE: Record<Schemas['RehearsalChange'], Tone> = {
  new: 'bad',
  harsher: 'warn',
  same: 'plain',
  milder: 'info',
  gone: 'good',
};

function SideBySide({ draft, present }: { draft: Counts | null; present: Counts | null }) {
  const t = useT();
  const format = useFormat();
  return (
    <dl className="compare">
      {COUNTS.map((count) => (
        <div key={count} className={draft && present && draft[count] !== present[count] ? 'differs' : undefined}>
          <dt>{t(`rehearse.count.${count}`)}</dt>
          <dd className="num">{format.number(draft?.[count])}</dd>
          <dd className="small muted num">{t('rehearse.now', { n: format.number(present?.[count]) })}</dd>
        </div>
      ))}
    </dl>
  );
}

function Side({ title, side }: { title: string; side: Schemas['RehearsedSide'] }) {
  const t = useT();
  return (
    <div className="side-acts">
      <div className="row">
        <b>{title}</b>
        <SanctionMark worst={side.worst} />
      </div>
      <ol className="acts">
        {side.acts.map((act, index) => (
          <li key={index}>
            <div className="row small">
              <span className="muted">
                <At at={act.at} />
              </span>
              <span>{t.code('effect', act.effect)}</span>
              {act.audit && <Mark>{t('cases.audit')}</Mark>}
            </div>
            <div className="small muted">
              {act.rule.name} · {t.code('why', act.why.trigger, act.why.params)}
            </div>
            {act.text && (
              <div className="said clip3" dir="auto">
                {act.text}
              </div>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

function Members({ rehearsal, changes }: { rehearsal: string; changes: Record<string, number> }) {
  const t = useT();
  const community = useCommunity();
  const { values, set, filtered } = useFilters('change');
  const list = useList('/communities/{community}/rules/rehearsals/{rehearsal}/members', {
    path: { community: community.id, rehearsal },
    query: { change: values.change as Schemas['RehearsalChange'] | undefined },
  });
  return (
    <>
      <h2 className="section">{t('rehearse.who')}</h2>
      <div className="filters">
        <Segmented
          aria-label={t('rehearse.change')}
          value={values.change ?? ''}
          options={[
            { value: '', label: t('common.all') },
            ...CHANGES.filter((change) => changes[change] > 0).map((change) => ({
              value: change,
              label: `${t(`change.${change}`)} ${changes[change]}`,
            })),
          ]}
          onChange={(change) => set({ change: change || null })}
        />
      </div>
      {list.error ? (
        <Refusal problem={list.error} retry={list.refetch} />
      ) : list.isPending ? (
        <Skeleton active />
      ) : list.items.length === 0 ? (
        <Nothing filtered={filtered} clear={() => set({ change: null })}>
          <Teach title={t('rehearse.nobody')}>{t('rehearse.nobody_about')}</Teach>
        </Nothing>
      ) : (
        <ul className="cards">
          {list.items.map((one) => (
            <li key={one.member.id} className="panel pad" data-testid="rehearsed">
              <div className="row">
                <MemberLink member={one.member} />
                <Mark tone={TONE[one.change]}>{t(`change.${one.change}`)}</Mark>
              </div>
              <div className="sides">
                <Side title={t('rehearse.draft')} side={one.draft} />
                <Side title={t('rehearse.present')} side={one.present} />
              </div>
            </li>
          ))}
        </ul>
      )}
      <More list={list} />
    </>
  );
}

export default function RehearsalPage() {
  const t = useT();
  const format = useFormat();
  const community = useCommunity();
  const navigate = useNavigate();
  const id = useParams().rehearsal!;
  const path = { community: community.id, rehearsal: id };
  const found = useRead(
    '/communities/{community}/rules/rehearsals/{rehearsal}',
    { path },
    {
      refetchInterval: (query) =>
        query.state.data && !['queued', 'running'].includes(query.state.data.state) ? false : 700,
    },
  );
  const stop = useAct(() => api.delete('/communities/{community}/rules/rehearsals/{rehearsal}', { path }), {
    done: 'rehearse.stopped',
    changes: ['/communities/{community}/rules'],
    onDone: () => void navigate(paths.rules(community.id, { tab: 'rehearse' })),
  });
  if (found.error) return <Refusal problem={found.error} retry={found.refetch} />;
  if (!found.data) return <Skeleton active />;
  const one = found.data;
  const running = one.state === 'queued' || one.state === 'running';
  return (
    <Page
      back={<Link to={paths.rules(community.id, { tab: 'rehearse' })}>← {t('rules.title')}</Link>}
      title={t('rehearse.title')}
      about={
        <span className="row">
          <RehearsalStateMark state={one.state} />
          <span>{one.group.name}</span>
          <span>{one.from || one.to ? `${one.from ?? '…'} – ${one.to ?? '…'}` : t('rehearse.whole')}</span>
          <span>
            {t('rehearse.progress', {
              read: format.number(one.progress.read),
              total: format.number(one.progress.total),
            })}
          </span>
        </span>
      }
      actions={running && <Button onClick={() => stop.mutate(undefined)}>{t('rehearse.stop')}</Button>}
    >
      <div className="stack">
        <p className="hint">{t('rehearse.about')}</p>
        {one.state === 'failed' && <Alert type="error" showIcon title={one.problem ?? t('rehearsal_state.failed')} />}
        {running && (
          <Progress
            percent={Math.floor((100 * one.progress.read) / Math.max(one.progress.total, 1))}
            status="active"
            aria-label={t('rehearsal_state.running')}
          />
        )}
        {one.state === 'done' && (
          <>
            <SideBySide draft={one.draft ?? null} present={one.present ?? null} />
            <Members rehearsal={id} changes={one.changes ?? {}} />
          </>
        )}
      </div>
    </Page>
  );
}
