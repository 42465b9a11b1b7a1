import { PauseCircleOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../app/paths';
import { api, type Schemas } from '../api/client';
import { useAct, useList, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { GroupSelect } from '../community/groups';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { MemberLink } from '../member/EventLine';
import { useActorName } from '../moderation/actors';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Choice } from '../ui/Choice';
import { Mark, type Tone } from '../ui/Mark';
import { Nothing } from '../ui/Nothing';
import { Page } from '../ui/Page';
import { ReasonDialog } from '../ui/ReasonDialog';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { DoubtActs } from './DoubtActs';
import { SendingAccounts } from './SendingAccounts';

export const DELIVERY_STATES = [
  'waiting',
  'sending',
  'delivered',
  'rejected',
  'needs_human',
  'unknown',
  'cancelled',
] as const;
const TONE: Record<Schemas['DeliveryState'], Tone> = {
  waiting: 'info',
  sending: 'info',
  delivered: 'good',
  rejected: 'bad',
  needs_human: 'warn',
  unknown: 'warn',
  cancelled: 'plain',
};
const CHANGES = ['/deliveries', '/communities'];

function HaltControls({ summary }: { summary: Schemas['DeliverySummary'] }) {
  const t = useT();
  const community = useCommunity();
  const [asking, setAsking] = useState<'halt' | 'resume' | null>(null);
  const [drop, setDrop] = useState(false);
  const path = { community: community.id };
  const close = () => setAsking(null);
  const halt = useAct(
    (reason: string) => api.post('/communities/{community}/deliveries/halt', { path, body: { reason } }),
    {
      done: 'deliveries.halted',
      changes: CHANGES,
      onDone: close,
    },
  );
  const resume = useAct(
    () => api.post('/communities/{community}/deliveries/resume', { path, body: { drop_waiting: drop } }),
    {
      changes: CHANGES,
      onDone: close,
    },
  );
  const waiting = summary.counts.waiting ?? 0;
  return (
    <>
      {summary.halted ? (
        <ActButton
          type="primary"
          icon={<PlayCircleOutlined aria-hidden />}
          permission="delivery:write"
          onClick={() => setAsking('resume')}
        >
          {t('deliveries.resume')}
        </ActButton>
      ) : (
        <ActButton
          danger
          icon={<PauseCircleOutlined aria-hidden />}
          permission="delivery:write"
          onClick={() => setAsking('halt')}
        >
          {t('deliveries.halt')}
        </ActButton>
      )}
      <ReasonDialog
        open={asking === 'halt'}
        danger
        title={t('deliveries.halt')}
        reach={t('deliveries.halt_reach', { community: community.name, waiting })}
        stop={t('deliveries.halt_stop')}
        confirm={t('deliveries.halt')}
        busy={halt.isPending}
        onConfirm={(reason) => halt.mutate(reason)}
        onClose={close}
      />
      <Modal
        open={asking === 'resume'}
        title={t('deliveries.resume_title', { community: community.name })}
        okText={t('deliveries.resume')}
        cancelText={t('common.cancel')}
        confirmLoading={resume.isPending}
        onOk={() => resume.mutate(undefined)}
        onCancel={close}
      >
        <div className="stack">
          <span>{t('deliveries.resume_reach', { waiting: drop ? 0 : waiting })}</span>
          <Checkbox checked={drop} onChange={(event) => setDrop(event.target.checked)}>
            {t('deliveries.drop_waiting', { waiting })}
          </Checkbox>
        </div>
      </Modal>
    </>
  );
}

export default function DeliveriesPage() {
  const t = useT();
  const format = useFormat();
  const actor = useActorName();
  const community = useCommunity();
  const { values, set, clear, filtered } = useFilters('state', 'group', 'outcome');
  const summary = useRead(
    '/communities/{community}/deliveries',
    { path: { community: community.id } },
    { refetchInterval: 3_000 },
  );
  const list = useList(
    '/deliveries',
    {
      query: {
        community: community.id,
        group: values.group,
        state: values.state as Schemas['DeliveryState'] | undefined,
        outcome: values.outcome,
      },
    },
    { refetchInterval: 3_000 },
  );
  const halted = summary.data?.halted;
  return (
    <Page
      title={t('deliveries.title')}
      about={t('deliveries.about')}
      actions={summary.data && <HaltControls summary={summary.data} />}
    >
      {halted && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 16 }}
          title={t('deliveries.halted')}
          description={t('deliveries.halted_by', {
            at: format.moment(halted.at),
            name: actor(halted.by),
            reason: halted.reason,
          })}
        />
      )}
      <SendingAccounts />
      {summary.data && (summary.data.counts.unknown ?? 0) > 0 && (
        <Alert
          type="warning"
          showIcon
          className="notice"
          title={t('doubt.title', { n: summary.data.counts.unknown })}
          description={t('doubt.about')}
          action={
            <Button size="small" onClick={() => set({ state: 'unknown', outcome: null })}>
              {t('doubt.show')}
            </Button>
          }
        />
      )}
      {summary.data && summary.data.dropped_late > 0 && (
        <Alert
          type="info"
          showIcon
          className="notice"
          title={t('deliveries.late', { n: summary.data.dropped_late })}
          action={
            <Button size="small" onClick={() => set({ state: 'cancelled', outcome: 'late' })}>
              {t('deliveries.show_late')}
            </Button>
          }
        />
      )}
      <div className="filters" role="search">
        <GroupSelect any value={values.group} onChange={(group) => set({ group })} />
        <Choice
          label={t('common.state')}
          value={values.state}
          options={DELIVERY_STATES}
          word={(state) =>
            `${t(`delivery_state.${state}`)}${summary.data?.counts[state] ? ` (${format.number(summary.data.counts[state])})` : ''}`
          }
          onChange={(state) => set({ state, outcome: null })}
        />
      </div>
      <Records
        list={list}
        label={t('deliveries.title')}
        empty={
          <Nothing filtered={filtered} clear={clear}>
            <Teach title={t('deliveries.empty')}>{t('deliveries.empty_about')}</Teach>
          </Nothing>
        }
        columns={[
          {
            key: 'what',
            title: t('deliveries.what'),
            narrow: 'head',
            show: (one) => (
              <span className="stack tight">
                <b>{t.code('command', one.command)}</b>
                {one.text && <span className="said clip3">{one.text}</span>}
              </span>
            ),
          },
          {
            key: 'member',
            title: t('common.member'),
            width: 140,
            show: (one) => (one.member ? <MemberLink member={one.member} /> : '–'),
          },
          { key: 'group', title: t('common.group'), width: 150, show: (one) => one.group.name },
          {
            key: 'state',
            title: t('common.state'),
            width: 230,
            show: (one) => (
              <span className="stack tight">
                <span>
                  <Mark tone={TONE[one.state]}>{t(`delivery_state.${one.state}`)}</Mark>
                </span>
                {one.state === 'waiting' && one.waiting_for && (
                  <span className="small muted">
                    {t('deliveries.waiting_for', { why: t.code('waiting', one.waiting_for) })}
                  </span>
                )}
                {one.outcome && one.state !== 'delivered' && (
                  <span className="small muted">{t.code('outcome', one.outcome)}</span>
                )}
                {one.state === 'unknown' && <DoubtActs delivery={one.id} />}
                {one.attempts > 1 && (
                  <span className="small muted">{t('deliveries.attempts', { n: one.attempts })}</span>
                )}
              </span>
            ),
          },
          {
            key: 'due',
            title: t('deliveries.due'),
            width: 180,
            show: (one) => <At at={one.settled_at ?? one.due_at} />,
          },
          {
            key: 'case',
            title: '',
            width: 100,
            show: (one) => one.case_id && <Link to={paths.case(community.id, one.case_id)}>{t('tasks.see_case')}</Link>,
          },
        ]}
      />
    </Page>
  );
}
