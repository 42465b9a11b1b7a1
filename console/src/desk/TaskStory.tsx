import type { Schemas } from '../api/client';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import { Said } from '../ui/Said';

type Task = Schemas['Task'];
const WORK = ['moment', 'ways_low', 'way_not_replaced', 'door_expires'] as const;

/** What is to be done for an account and no group of it. */
export const isWork = (task: Task): task is Task & { kind: (typeof WORK)[number] } =>
  (WORK as readonly string[]).includes(task.kind);

/** What to tap, as the platform calls it; where nobody wrote that down, what is wanted. */
function HowTo({ task }: { task: Task }) {
  const t = useT();
  const format = useFormat();
  const params = {
    name: task.member?.name ?? '',
    group: task.group?.name ?? '',
    time: format.minutes(task.minutes),
  };
  const general = t.code('tap.any', task.title, params, '');
  const steps = t.code(`tap.${task.platform}`, task.title, params, general);
  return steps ? <span className="small">{steps}</span> : null;
}

/** What the task is about and how to do it. */
export function TaskWhat({ task }: { task: Task }) {
  const t = useT();
  if (isWork(task)) {
    return <span className="small">{t(`tasks.${task.kind}`, { account: task.account ?? '', door: task.title })}</span>;
  }
  if (task.kind === 'silence') {
    return (
      <span className="small">
        {t('tasks.silence', { account: task.account ?? '', platform: t.code('platform', task.platform ?? '') })}
      </span>
    );
  }
  return (
    <>
      {task.kind === 'group_welcome' && <Said text={task.title} className="muted" />}
      {task.alert && task.alert.groups.length > 0 && (
        <bdi className="small muted">{task.alert.groups.map((group) => group.name).join(' · ')}</bdi>
      )}
      {task.text && <Said text={task.text} className="muted" />}
      {task.message && (
        <span className="stack tight">
          <span className="small muted">
            {t('tasks.message')} · <At at={task.message.at} />
          </span>
          <Said text={task.message.text} className="muted" />
        </span>
      )}
      {task.state === 'open' && task.kind === 'perform' && <HowTo task={task} />}
      {task.state === 'open' && task.kind === 'check' && <span className="small">{t('tasks.check_about')}</span>}
      {task.why && <span className="small muted">{t.code('outcome', task.why)}</span>}
      {task.note && <span className="said muted small">{t.code('doubt_how', task.note, {}, task.note)}</span>}
    </>
  );
}

/** Whether one can see that it was done. */
export function TaskProof({ task }: { task: Task }) {
  const t = useT();
  if (task.seen_at) {
    return (
      <span className="stack tight">
        <span>
          <Mark tone="good">{t('tasks.seen')}</Mark>
        </span>
        <span className="small muted">
          <At at={task.seen_at} />
        </span>
      </span>
    );
  }
  if (isWork(task) && task.state === 'open') return <span className="small muted">{t('tasks.closes_itself')}</span>;
  if (!task.expects) return <span className="small muted">{t('tasks.no_proof')}</span>;
  if (task.state === 'dropped') return <>–</>;
  return (
    <span className="small muted">
      {t(task.state === 'done' ? 'tasks.claimed' : 'tasks.awaits', { event: t(`expects.${task.expects}`) })}
    </span>
  );
}

/** Until when, who was reminded, who was told that it is late, who closed it. */
export function TaskTimes({ task, overdue }: { task: Task; overdue: boolean }) {
  const t = useT();
  if (task.state !== 'open') {
    return (
      <span className="stack tight">
        <At at={task.done_at} />
        {task.done_by && <span className="small muted">{task.done_by.name ?? t(`actor.${task.done_by.kind}`)}</span>}
      </span>
    );
  }
  return (
    <span className="stack tight">
      <span className="row tight">
        <At at={task.due_at} />
        {overdue && <Mark tone="bad">{t('tasks.overdue')}</Mark>}
      </span>
      {task.escalated_at ? (
        <span className="small muted">
          {task.escalated_to && task.escalated_to.length > 0
            ? t('tasks.escalated_to', { names: task.escalated_to.map((one) => one.name ?? '') })
            : t('tasks.escalated_nobody')}
        </span>
      ) : (
        task.reminded_at && <span className="small muted">{t('tasks.reminded')}</span>
      )}
      {overdue && task.deadline_at && (
        <span className="small muted">
          {t('tasks.deadline')} <At at={task.deadline_at} />
        </span>
      )}
    </span>
  );
}
