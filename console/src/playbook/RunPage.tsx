import { Descriptions, Skeleton } from 'antd';
import { Link, useParams } from 'react-router';
import type { Schemas } from '../api/client';
import { ONE_PAGE, useRead } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useActorName } from '../moderation/actors';
import { At } from '../ui/At';
import { Mark, type Tone } from '../ui/Mark';
import { Page } from '../ui/Page';
import { Records } from '../ui/Records';
import { Refusal } from '../ui/Refusal';
import type { Run } from './playbook';
import { RunProgress, RunState } from './Runs';
import { StepWhat } from './StepLine';
import { StopRun } from './StopDialog';
import './playbook.css';

type Told = Schemas['PlaybookRunWhole']['steps'][number];

const TONE: Record<Told['state'], Tone> = {
  waiting: 'plain',
  sending: 'info',
  delivered: 'good',
  handed: 'info',
  rejected: 'bad',
  unknown: 'warn',
  cancelled: 'plain',
  task_open: 'info',
  task_done: 'good',
  task_not_done: 'bad',
  task_dropped: 'plain',
  skipped: 'plain',
};
/** What is to be seen on the desk. */
const ON_DESK: Told['state'][] = ['handed', 'task_open', 'unknown'];

/** What became of a step; a reason nobody knows a word for is shown as it is. */
function Became({ step }: { step: Told }) {
  const t = useT();
  const community = useCommunity().id;
  return (
    <span className="stack tight">
      <span className="row tight">
        <Mark tone={TONE[step.state]}>{t.code('playbook.step_state', step.state)}</Mark>
        {ON_DESK.includes(step.state) && (
          <Link className="small" to={paths.tasks(community)}>
            {t('playbook.see_desk')}
          </Link>
        )}
      </span>
      {step.why && (
        <span className="small muted">
          {t.code('playbook.why', step.why, {}, t.code('outcome', step.why, {}, t.code('waiting', step.why)))}
        </span>
      )}
    </span>
  );
}

function About({ run, newest }: { run: Run; newest: number | undefined }) {
  const t = useT();
  const actor = useActorName();
  return (
    <section className="panel pad" aria-label={t('playbook.progress')}>
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2 }}
        items={[
          { key: 'state', label: t('common.state'), children: <RunState run={run} /> },
          { key: 'progress', label: t('playbook.progress'), children: <RunProgress run={run} /> },
          { key: 'day', label: t('playbook.first_day'), children: <span className="num">{run.first_day}</span> },
          { key: 'next', label: t('playbook.next'), children: <At at={run.next_at} /> },
          {
            key: 'started',
            label: t('playbook.started_at'),
            children: (
              <span>
                <At at={run.started_at} /> <bdi className="muted">{actor(run.started_by)}</bdi>
              </span>
            ),
          },
          ...(run.ended_at
            ? [{ key: 'ended', label: t('playbook.ended_at'), children: <At at={run.ended_at} /> }]
            : []),
          ...(run.why
            ? [
                {
                  key: 'why',
                  label: t('playbook.stopped_why'),
                  children: <bdi className="said">{run.why}</bdi>,
                },
              ]
            : []),
          {
            key: 'version',
            label: t('playbook.version_it_runs'),
            children:
              newest !== undefined && newest !== run.version
                ? t('playbook.goes_on_with', { n: run.version, newest })
                : t('playbook.version', { n: run.version }),
          },
        ]}
      />
    </section>
  );
}

/** One run: step by step what was to be done, and what became of it. */
export default function RunPage() {
  const t = useT();
  const { playbook: id = '', run: runId = '' } = useParams();
  const community = useCommunity().id;
  const found = useRead('/playbook-runs/{run}', { path: { run: runId } }, { refetchInterval: 10_000 });
  const playbook = useRead('/playbooks/{playbook}', { path: { playbook: id } });
  if (found.error) return <Refusal problem={found.error} retry={found.refetch} />;
  if (!found.data) return <Skeleton active />;
  const { run, steps } = found.data;
  const items = steps.map((one) => ({ ...one, id: one.step.key }));
  return (
    <Page
      title={t('playbook.run_in', { name: run.name, group: run.group.name })}
      back={<Link to={paths.playbook(community, run.playbook)}>{run.name}</Link>}
      actions={<StopRun run={run} />}
    >
      <div className="stack">
        <About run={run} newest={playbook.data?.version} />
        <Records
          list={{ ...found, items, ...ONE_PAGE }}
          label={t('playbook.steps')}
          empty={null}
          columns={[
            {
              key: 'when',
              title: t('playbook.when'),
              width: 130,
              narrow: 'head',
              show: ({ step }) => (
                <span className="num">
                  {t('playbook.day_n', { n: step.day })} · {step.at}
                </span>
              ),
            },
            { key: 'what', title: t('playbook.what'), narrow: 'line', show: ({ step }) => <StepWhat step={step} /> },
            { key: 'due', title: t('playbook.due'), width: 170, show: (one) => <At at={one.due_at} /> },
            { key: 'became', title: t('playbook.became'), width: 200, show: (one) => <Became step={one} /> },
            {
              key: 'at',
              title: t('playbook.came_about'),
              width: 170,
              narrow: 'hide',
              show: (one) => <At at={one.at} />,
            },
          ]}
        />
      </div>
    </Page>
  );
}
