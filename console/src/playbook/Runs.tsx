import { Progress } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useList } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { At } from '../ui/At';
import { Mark, type Tone } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import type { Playbook, Run } from './playbook';
import { StopRun } from './StopDialog';

const TONE: Record<Run['state'], Tone> = { running: 'good', done: 'info', stopped: 'plain' };

export function RunState({ run }: { run: Run }) {
  const t = useT();
  return <Mark tone={TONE[run.state]}>{t(`playbook.run_state.${run.state}`)}</Mark>;
}

/** How far it is: steps that were done, and those left out. */
export function RunProgress({ run }: { run: Run }) {
  const t = useT();
  const { done, failed, skipped } = run.counts;
  const all = Object.values(run.counts).reduce((sum, n) => sum + n, 0);
  const label = t(skipped > 0 ? 'playbook.done_skipped' : 'playbook.done_of', { done, all, skipped });
  return (
    <span className="stack tight run-progress">
      <Progress
        percent={all === 0 ? 0 : Math.round((100 * done) / all)}
        size="small"
        status="normal"
        showInfo={false}
        aria-label={label}
      />
      <span className="row tight small muted">
        {label}
        {failed > 0 && <Mark tone="bad">{t('playbook.failed_n', { n: failed })}</Mark>}
      </span>
    </span>
  );
}

/** Where it runs and ran. */
export function Runs({ playbook, start }: { playbook: Playbook; start: ReactNode }) {
  const t = useT();
  const community = useCommunity().id;
  const list = useList('/playbooks/{playbook}/runs', { path: { playbook: playbook.id } }, { refetchInterval: 10_000 });
  return (
    <Records
      list={list}
      label={t('playbook.runs')}
      empty={
        <Teach title={t('playbook.no_runs')} actions={start}>
          {t('playbook.no_runs_about')}
        </Teach>
      }
      columns={[
        {
          key: 'group',
          title: t('common.group'),
          narrow: 'head',
          show: (run) => (
            <span className="row">
              <Link to={paths.playbookRun(community, playbook.id, run.id)}>{run.group.name}</Link>
              {run.version !== playbook.version && (
                <span className="small muted">{t('playbook.version', { n: run.version })}</span>
              )}
            </span>
          ),
        },
        {
          key: 'day',
          title: t('playbook.first_day'),
          width: 130,
          show: (run) => <span className="num">{run.first_day}</span>,
        },
        { key: 'state', title: t('common.state'), width: 110, show: (run) => <RunState run={run} /> },
        {
          key: 'progress',
          title: t('playbook.progress'),
          width: 230,
          narrow: 'line',
          show: (run) => <RunProgress run={run} />,
        },
        { key: 'next', title: t('playbook.next'), width: 180, show: (run) => <At at={run.next_at} /> },
        {
          key: 'act',
          title: '',
          width: 110,
          align: 'right',
          show: (run) => (run.state === 'running' ? <StopRun run={run} small /> : null),
        },
      ]}
    />
  );
}
