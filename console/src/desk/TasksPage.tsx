import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../app/paths';
import { api, type Schemas } from '../api/client';
import { ONE_PAGE, useAct, useList, useRead, type List } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { MemberLink } from '../member/EventLine';
import { DoubtActs } from '../delivery/DoubtActs';
import { ActButton } from '../ui/ActButton';
import { Mark } from '../ui/Mark';
import { Page } from '../ui/Page';
import { Records } from '../ui/Records';
import { ReasonDialog } from '../ui/ReasonDialog';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { DoneDialog } from './DoneDialog';
import { isWork, TaskProof, TaskTimes, TaskWhat } from './TaskStory';

type Task = Schemas['Task'];
const STATES = ['open', 'done', 'not_done', 'dropped'] as const;

export default function TasksPage() {
  const t = useT();
  const community = useCommunity();
  const { values, set } = useFilters('state', 'task');
  const state = (values.state ?? 'open') as Task['state'];
  const one = useRead('/tasks/{task}', { path: { task: values.task ?? '' } }, { enabled: values.task !== undefined });
  const all = useList('/tasks', { query: { community: community.id, state } }, { enabled: values.task === undefined });
  const only: List<Task> = { ...one, items: one.data ? [one.data] : [], ...ONE_PAGE };
  const list = values.task ? only : all;
  const [finishing, setFinishing] = useState<Task | null>(null);
  const finish = useAct(
    ({ task, note }: { task: string; note: string | null }) =>
      api.post('/tasks/{task}/done', { path: { task }, body: { note } }),
    { done: 'tasks.finished', changes: ['/tasks', '/cases'], onDone: () => setFinishing(null) },
  );
  const [declining, setDeclining] = useState<Task | null>(null);
  const decline = useAct(
    (reason: string) => api.post('/tasks/{task}/not-done', { path: { task: declining!.id }, body: { reason } }),
    { done: 'tasks.closed_now', changes: ['/tasks', '/cases', '/deliveries'], onDone: () => setDeclining(null) },
  );
  const byHand = (task: Task) => task.kind === 'perform' || task.kind === 'check';
  const title = (task: Task) =>
    byHand(task)
      ? t.code('command', task.title)
      : task.kind === 'silence'
        ? t('tasks.silence_title')
        : task.kind === 'group_welcome'
          ? t('group_welcome.task')
          : task.kind === 'pool_low'
            ? t('tasks.pool_low_title', { name: task.title })
            : task.kind === 'payment'
              ? t.code('payment.task', task.title)
              : task.kind === 'greet'
                ? t('tasks.greet_title')
                : task.kind === 'captcha'
                  ? t('onboarding.captcha_task')
                  : isWork(task)
                    ? t(`tasks.${task.kind}_title`)
                    : task.kind === 'application'
                      ? t('gate.application_task', { page: task.title })
                      : task.kind === 'invite'
                        ? t('seeds.task', { name: task.title })
                        : task.title;
  const overdue = (task: Task) => task.state === 'open' && task.due_at != null && new Date(task.due_at) < new Date();
  return (
    <Page title={t('tasks.title')} about={t('tasks.about')}>
      <div className="filters">
        {values.task && <Button onClick={() => set({ task: null })}>{t('tasks.see_all')}</Button>}
        <Segmented
          aria-label={t('common.state')}
          value={state}
          options={STATES.map((one) => ({ value: one, label: t(`task_state.${one}`) }))}
          onChange={(chosen) => set({ state: chosen === 'open' ? null : chosen, task: null })}
        />
      </div>
      <Records
        list={list}
        label={t('tasks.title')}
        empty={<Teach title={t('tasks.empty')}>{t('tasks.empty_about')}</Teach>}
        columns={[
          {
            key: 'title',
            title: t('common.name'),
            narrow: 'head',
            show: (task) => (
              <span className="stack tight">
                <span className="row">
                  {task.kind === 'application' && task.page_id ? (
                    <Link to={paths.page(community.id, task.page_id, { tab: 'answers' })}>{title(task)}</Link>
                  ) : task.alert ? (
                    <Link to={paths.alerts(community.id, { alert: task.alert.id })}>{title(task)}</Link>
                  ) : (
                    <b>{title(task)}</b>
                  )}
                  <Mark tone={byHand(task) ? 'warn' : 'info'}>{t(`task_kind.${task.kind}`)}</Mark>
                </span>
                <TaskWhat task={task} />
              </span>
            ),
          },
          {
            key: 'member',
            title: t('common.member'),
            width: 150,
            show: (task) => (task.member ? <MemberLink member={task.member} /> : '–'),
          },
          { key: 'group', title: t('common.group'), width: 150, show: (task) => task.group?.name ?? '–' },
          {
            key: 'due',
            title: state === 'open' ? t('tasks.due') : t('tasks.closed_at'),
            width: 180,
            show: (task) => <TaskTimes task={task} overdue={overdue(task)} />,
          },
          {
            key: 'proof',
            title: t('tasks.proof'),
            width: 150,
            show: (task) => <TaskProof task={task} />,
          },
          {
            key: 'case',
            title: '',
            width: 100,
            show: (task) =>
              task.case_id && <Link to={paths.case(community.id, task.case_id)}>{t('tasks.see_case')}</Link>,
          },
          {
            key: 'act',
            title: '',
            width: 150,
            align: 'right',
            show: (task) =>
              task.state !== 'open' ? null : task.kind === 'check' && task.delivery?.state === 'unknown' ? (
                <DoubtActs delivery={task.delivery.id} />
              ) : (
                <span className="stack tight">
                  <ActButton size="small" permission="desk:write" onClick={() => setFinishing(task)}>
                    {t('tasks.done')}
                  </ActButton>
                  {task.kind === 'perform' && (
                    <ActButton size="small" type="text" permission="desk:write" onClick={() => setDeclining(task)}>
                      {t('tasks.not_done')}
                    </ActButton>
                  )}
                </span>
              ),
          },
        ]}
      />
      <DoneDialog
        title={finishing && t('tasks.done_title', { title: title(finishing) })}
        confirm={t('tasks.done')}
        busy={finish.isPending}
        onDone={(note) => finish.mutate({ task: finishing!.id, note })}
        onClose={() => setFinishing(null)}
      />
      <ReasonDialog
        open={declining !== null}
        title={t('tasks.not_done')}
        reach={t('tasks.not_done_reach')}
        stop={t('tasks.not_done_stop')}
        confirm={t('tasks.not_done')}
        busy={decline.isPending}
        onConfirm={(reason) => decline.mutate(reason)}
        onClose={() => setDeclining(null)}
      />
    </Page>
  );
}
