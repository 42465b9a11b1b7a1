import { Alert, Descriptions, Select, Skeleton, Table } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api, type Schemas } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Verdict } from '../statistics/Verdict';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Page } from '../ui/Page';
import { ReasonDialog } from '../ui/ReasonDialog';
import { Refusal } from '../ui/Refusal';
import { ExperimentDialog } from './ExperimentDialog';
import { State, type Experiment } from './Experiments';

type Arm = Schemas['ExperimentArmMet'];
const CHANGES = ['/experiments', '/communities/{community}/experiments'];

function Acts({ experiment }: { experiment: Experiment }) {
  const t = useT();
  const community = useCommunity().id;
  const go = useNavigate();
  const path = { experiment: experiment.id };
  const [open, setOpen] = useState<'edit' | 'stop' | null>(null);
  const start = useAct(() => api.post('/experiments/{experiment}/start', { path }), { changes: CHANGES });
  const drop = useAct(() => api.delete('/experiments/{experiment}', { path }), {
    changes: CHANGES,
    onDone: () => go(paths.experiments(community)),
  });
  const [arm, setArm] = useState<string>('');
  const stop = useAct(
    (why: string) => api.post('/experiments/{experiment}/stop', { path, body: { why, arm: arm || null } }),
    { changes: CHANGES, onDone: () => setOpen(null) },
  );
  if (experiment.state === 'draft')
    return (
      <div className="row tight">
        <ActButton danger permission="experiment:write" loading={drop.isPending} onClick={() => drop.mutate(undefined)}>
          {t('experiment.drop')}
        </ActButton>
        <ActButton permission="experiment:write" onClick={() => setOpen('edit')}>
          {t('experiment.change')}
        </ActButton>
        <ActButton
          type="primary"
          permission="experiment:write"
          loading={start.isPending}
          onClick={() => start.mutate(undefined)}
        >
          {t('experiment.start')}
        </ActButton>
        {open === 'edit' && <ExperimentDialog experiment={experiment} onClose={() => setOpen(null)} />}
      </div>
    );
  if (experiment.state === 'stopped') return null;
  return (
    <>
      <ActButton danger permission="experiment:write" onClick={() => setOpen('stop')}>
        {t('experiment.stop')}
      </ActButton>
      <ReasonDialog
        open={open === 'stop'}
        title={t('experiment.stop')}
        reach={t('experiment.stop_reach')}
        stop={t('experiment.stop_after')}
        longest={500}
        extra={
          <label className="field">
            <span>{t('experiment.settle')}</span>
            <Select
              aria-label={t('experiment.settle')}
              value={arm}
              onChange={setArm}
              options={[
                { value: '', label: t('experiment.settle_none') },
                ...experiment.arms.map((one) => ({ value: one.key, label: one.name })),
              ]}
            />
          </label>
        }
        confirm={t('experiment.stop')}
        danger
        busy={stop.isPending}
        onConfirm={(why) => stop.mutate(why)}
        onClose={() => setOpen(null)}
      />
    </>
  );
}

function Place({ to, name }: { to: string | null; name: string }) {
  const shown = <bdi>{name}</bdi>;
  return to === null ? (
    shown
  ) : (
    <Link className="underlined" to={to}>
      {shown}
    </Link>
  );
}

/** Where its arms are named. */
function Places({ experiment }: { experiment: Experiment }) {
  const t = useT();
  const community = useCommunity().id;
  const to = (one: Experiment['places'][number]) =>
    ({
      plan: paths.acquisition(community, { tab: 'plans' }),
      page: paths.page(community, one.place),
      first_week: paths.onboarding(community, { tab: 'week' }),
      rule: paths.rules(community),
      playbook: paths.playbook(community, one.place),
      broadcast: null, // a mass send is the account's, not the community's
    })[one.kind];
  if (experiment.places.length === 0) return <span className="muted">{t('experiment.places_none')}</span>;
  return (
    <span className="stack tight">
      {experiment.places.map((one) => (
        <span key={`${one.kind} ${one.place} ${one.name}`}>
          {t(`experiment.place.${one.kind}`)} <Place to={to(one)} name={one.name} />
        </span>
      ))}
    </span>
  );
}

/** Where an arm may be named, by what is assigned. */
function Triable({ experiment }: { experiment: Experiment }) {
  const t = useT();
  const community = useCommunity().id;
  const week = { to: paths.onboarding(community, { tab: 'week' }), name: t('nav.onboarding') };
  const places =
    experiment.unit === 'visitor'
      ? [
          { to: paths.acquisition(community, { tab: 'plans' }), name: t('acquisition.tab.plans') },
          { to: paths.acquisition(community, { tab: 'pages' }), name: t('acquisition.tab.pages') },
          week,
        ]
      : [
          week,
          { to: paths.rules(community), name: t('nav.rules') },
          experiment.unit === 'member'
            ? { to: paths.accounts(), name: t('account.tab.mass') }
            : { to: paths.playbooks(community), name: t('nav.playbooks') },
        ];
  return places.map(({ to, name }, n) => (
    <span key={to}>
      {n > 0 && ' · '}
      <Link className="underlined" to={to}>
        {name}
      </Link>
    </span>
  ));
}

function Plan({ experiment }: { experiment: Experiment }) {
  const t = useT();
  const format = useFormat();
  const arms = experiment.held_out ? [...experiment.arms, experiment.held_out] : experiment.arms;
  return (
    <section className="panel pad stack" aria-label={t('experiment.plan')}>
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2 }}
        items={[
          { key: 'state', label: t('experiment.state'), children: <State of={experiment} /> },
          { key: 'unit', label: t('experiment.unit'), children: t(`experiment.unit.${experiment.unit}`) },
          {
            key: 'metric',
            label: t('experiment.metric'),
            children: t('experiment.metric_in', {
              metric: t(`experiment.metric.${experiment.metric}`),
              n: experiment.days,
            }),
          },
          {
            key: 'guardrails',
            label: t('experiment.guardrails'),
            children: experiment.guardrails.map((one) => t(`experiment.metric.${one}`)).join(' · ') || '–',
          },
          { key: 'since', label: t('experiment.since'), children: <At at={experiment.started_at} /> },
          {
            key: 'until',
            label: t('experiment.until'),
            children: experiment.stopped_at ? (
              <>
                <At at={experiment.stopped_at} /> <bdi className="muted">{experiment.stopped_why}</bdi>
              </>
            ) : (
              '–'
            ),
          },
          {
            key: 'settled',
            label: t('experiment.settled'),
            children: experiment.arms.find((one) => one.key === experiment.settled_arm)?.name ?? '–',
          },
          { key: 'places', label: t('experiment.places'), children: <Places experiment={experiment} /> },
        ]}
      />
      <Table<Arm>
        aria-label={t('experiment.met')}
        rowKey="key"
        size="small"
        pagination={false}
        dataSource={arms}
        columns={[
          {
            key: 'name',
            title: t('statistics.arm'),
            render: (_, arm) => (arm.key === 'holdout' ? t('experiment.holdout') : <bdi>{arm.name}</bdi>),
          },
          { key: 'key', title: t('experiment.key'), responsive: ['md'], render: (_, arm) => arm.key },
          {
            key: 'weight',
            title: t('statistics.weight'),
            align: 'right',
            render: (_, arm) =>
              arm.key === 'holdout' ? format.percent(experiment.holdout) : format.number(arm.weight),
          },
          ...(experiment.unit === 'visitor' ? (['visitors'] as const) : (['members', 'groups'] as const)).map(
            (one) => ({
              key: one,
              title: t(`experiment.met_${one}`),
              align: 'right' as const,
              render: (_: unknown, arm: Arm) => format.number(arm[one]),
            }),
          ),
        ]}
      />
    </section>
  );
}

/** Who is held out has no name of their own. */
function named(readout: Schemas['Readout'], holdout: string): Schemas['Readout'] {
  const name = (arm: string) => (arm === 'holdout' ? holdout : arm);
  return {
    ...readout,
    arms: readout.arms.map((arm) => ({ ...arm, name: name(arm.name) })),
    comparisons: readout.comparisons.map((one) => ({ ...one, arm: name(one.arm) })),
  };
}

function Shown({ experiment, verdict }: { experiment: Experiment; verdict: Schemas['Verdict'] }) {
  const t = useT();
  const format = useFormat();
  const { exposed, mature } = verdict;
  const counts = { n: format.number(mature), all: format.number(exposed), days: experiment.days };
  if (mature === 0)
    return (
      <Alert type="info" showIcon title={t(exposed === 0 ? 'experiment.nobody' : 'experiment.too_early', counts)} />
    );
  return (
    <>
      <p className="hint">{t('experiment.counted', counts)}</p>
      {verdict.metrics.map((one) => (
        <section key={one.metric} className="stack" aria-label={t(`experiment.metric.${one.metric}`)}>
          <h2>
            {t(`experiment.metric.${one.metric}`)}{' '}
            <span className="small muted">{t(`experiment.role.${one.role}`)}</span>
          </h2>
          {one.adjusted && <p className="hint">{t('experiment.adjusted')}</p>}
          <Verdict readout={named(one.readout, t('experiment.holdout'))} />
        </section>
      ))}
    </>
  );
}

/** One experiment: its plan, who met it, what it showed. */
export default function ExperimentPage() {
  const t = useT();
  const { experiment: id = '' } = useParams();
  const community = useCommunity().id;
  const found = useRead('/experiments/{experiment}', { path: { experiment: id } }, { refetchInterval: 30_000 });
  const verdict = useRead('/experiments/{experiment}/verdict', { path: { experiment: id } });
  if (found.error) return <Refusal problem={found.error} retry={found.refetch} />;
  if (!found.data) return <Skeleton active />;
  const experiment = found.data;
  return (
    <Page
      title={experiment.name}
      about={experiment.hypothesis || undefined}
      back={<Link to={paths.experiments(community)}>{t('statistics.tab.list')}</Link>}
      actions={<Acts experiment={experiment} />}
    >
      <div className="stack">
        {experiment.state === 'draft' && (
          <Alert
            type="info"
            showIcon
            title={t('experiment.draft')}
            description={
              <>
                {t('experiment.draft_about')} <Triable experiment={experiment} />
              </>
            }
          />
        )}
        <Plan experiment={experiment} />
        {experiment.state !== 'draft' &&
          (verdict.error ? (
            <Refusal problem={verdict.error} retry={verdict.refetch} />
          ) : verdict.data ? (
            <Shown experiment={experiment} verdict={verdict.data} />
          ) : (
            <Skeleton active />
          ))}
      </div>
    </Page>
  );
}
