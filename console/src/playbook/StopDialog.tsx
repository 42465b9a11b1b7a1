import { useState } from 'react';
import { api } from '../api/client';
import { useAct } from '../api/queries';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { ReasonDialog } from '../ui/ReasonDialog';
import type { Playbook, Run } from './playbook';

const CHANGES = ['/playbooks', '/playbook-runs', '/communities/{community}/playbooks', '/tasks', '/deliveries'];

function Stop({
  label,
  title,
  reach,
  blocked,
  small,
  stop,
}: {
  label: string;
  title: string;
  reach: string;
  blocked: string | false;
  small?: boolean;
  stop: (why: string) => Promise<unknown>;
}) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const act = useAct(stop, { done: 'playbook.stopped', changes: CHANGES, onDone: () => setAsking(false) });
  return (
    <>
      <ActButton
        danger
        size={small ? 'small' : undefined}
        permission="playbook:write"
        blocked={blocked}
        onClick={() => setAsking(true)}
      >
        {label}
      </ActButton>
      <ReasonDialog
        open={asking}
        title={title}
        reach={reach}
        stop={t('playbook.stop_after')}
        confirm={label}
        longest={500}
        danger
        busy={act.isPending}
        onConfirm={(why) => act.mutate(why)}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

/** In one group. */
export function StopRun({ run, small }: { run: Run; small?: boolean }) {
  const t = useT();
  return (
    <Stop
      small={small}
      label={t('playbook.stop')}
      title={t('playbook.stop_title', { group: run.group.name })}
      reach={t('playbook.stop_reach', { group: run.group.name, n: run.counts.waiting })}
      blocked={run.state !== 'running' && t('playbook.run_over')}
      stop={(why) => api.post('/playbook-runs/{run}/stop', { path: { run: run.id }, body: { why } })}
    />
  );
}

/** Wherever it runs. */
export function StopAll({ playbook }: { playbook: Playbook }) {
  const t = useT();
  return (
    <Stop
      label={t('playbook.stop_all')}
      title={t('playbook.stop_all_title', { name: playbook.name })}
      reach={t('playbook.stop_all_reach', { n: playbook.running })}
      blocked={playbook.running === 0 && t('playbook.not_running')}
      stop={(why) => api.post('/playbooks/{playbook}/stop', { path: { playbook: playbook.id }, body: { why } })}
    />
  );
}
