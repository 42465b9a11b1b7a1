import { Segmented } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, useList } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { MemberLink } from '../member/EventLine';
import { useActorName } from '../moderation/actors';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import { Page } from '../ui/Page';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { RefuseDialog } from './RefuseDialog';

type JoinRequest = Schemas['JoinRequest'];
const TONES = {
  waiting: 'warn',
  approving: 'info',
  refusing: 'info',
  approved: 'good',
  refused: 'bad',
  gone: 'plain',
  expired: 'plain',
} as const;
const WAITS = 5_000; // somebody stands at the door; they need not wait for a reload

export default function JoinRequestsPage() {
  const t = useT();
  const community = useCommunity();
  const actorName = useActorName();
  const { values, set } = useFilters('state');
  const state = values.state === 'closed' ? 'closed' : 'open';
  const list = useList(
    '/communities/{community}/join-requests',
    { path: { community: community.id }, query: { state } },
    { refetchInterval: WAITS },
  );
  const changes = ['/communities/{community}/join-requests', '/deliveries', '/tasks'];
  const [refusing, setRefusing] = useState<JoinRequest | null>(null);
  const approve = useAct((request: string) => api.post('/join-requests/{request}/approve', { path: { request } }), {
    done: 'admission.approved',
    changes,
  });
  const refuse = useAct(
    (reason: string) =>
      api.post('/join-requests/{request}/refuse', {
        path: { request: refusing!.id },
        body: { reason: reason || null },
      }),
    { done: 'admission.refused', changes, onDone: () => setRefusing(null) },
  );
  return (
    <Page title={t('admission.title')} about={t('admission.about')}>
      <div className="filters">
        <Segmented
          aria-label={t('common.state')}
          value={state}
          options={(['open', 'closed'] as const).map((one) => ({ value: one, label: t(`admission.list.${one}`) }))}
          onChange={(chosen) => set({ state: chosen === 'open' ? null : chosen })}
        />
      </div>
      <Records
        list={list}
        label={t('admission.title')}
        empty={<Teach title={t('admission.empty')}>{t('admission.empty_about')}</Teach>}
        columns={[
          {
            key: 'member',
            title: t('admission.who'),
            narrow: 'head',
            width: 180,
            show: (one) => (
              <span className="stack tight">
                <MemberLink member={one.member} />
                {one.account_since && (
                  <span className="small muted">
                    {t('admission.account_since')} <At at={one.account_since} />
                  </span>
                )}
                {one.times > 1 && <span className="small muted">{t('admission.times', { n: one.times })}</span>}
              </span>
            ),
          },
          {
            key: 'text',
            title: t('admission.wrote'),
            show: (one) =>
              one.text ? <bdi>{one.text}</bdi> : <span className="muted">{t('admission.no_words')}</span>,
          },
          { key: 'group', title: t('common.group'), width: 160, show: (one) => one.group.name },
          {
            key: 'via',
            title: t('admission.via'),
            width: 160,
            show: (one) => (one.via ? <bdi title={one.via}>{one.via_name ?? one.via}</bdi> : '–'),
          },
          { key: 'asked', title: t('admission.asked'), width: 160, show: (one) => <At at={one.asked_at} /> },
          {
            key: 'state',
            title: t('common.state'),
            width: 170,
            show: (one) => (
              <span className="stack tight">
                <span>
                  <Mark tone={TONES[one.state]}>{t(`admission.state.${one.state}`)}</Mark>
                </span>
                {one.delivery?.state === 'needs_human' && !one.closed_at && (
                  <span className="small muted">{t('admission.by_hand')}</span>
                )}
                {one.decided_by && <span className="small muted">{actorName(one.decided_by)}</span>}
              </span>
            ),
          },
          {
            key: 'act',
            title: '',
            width: 170,
            align: 'right',
            show: (one) =>
              one.state === 'waiting' && (
                <span className="row tight">
                  <ActButton size="small" permission="admission:decide" onClick={() => approve.mutate(one.id)}>
                    {t('admission.approve')}
                  </ActButton>
                  <ActButton size="small" danger permission="admission:decide" onClick={() => setRefusing(one)}>
                    {t('admission.refuse')}
                  </ActButton>
                </span>
              ),
          },
        ]}
      />
      <RefuseDialog
        request={refusing}
        busy={refuse.isPending}
        onConfirm={(reason) => refuse.mutate(reason)}
        onClose={() => setRefusing(null)}
      />
    </Page>
  );
}
