import { Segmented, Select } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { ONE_PAGE, useAct, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { DoneDialog } from '../desk/DoneDialog';
import { MemberLink } from '../member/EventLine';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark, type Tone } from '../ui/Mark';
import { Page } from '../ui/Page';
import { Records } from '../ui/Records';
import { Said } from '../ui/Said';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';

type Care = Schemas['Care'];
const TONES: Record<Care['reason'], Tone> = { birthday: 'good', unanswered: 'bad', interested: 'warn', active: 'info' };
const SNOOZE = 3; // days

function Why({ care }: { care: Care }) {
  const t = useT();
  return (
    <span className="stack tight">
      <span>
        <Mark tone={TONES[care.reason]}>{t(`care.reason.${care.reason}`)}</Mark>
      </span>
      <span className="small muted">
        {care.reason === 'active' ? t('care.messages', { n: care.messages }) : <At at={care.since} />}
      </span>
    </span>
  );
}

/** Whom to talk to today, and why. */
export default function CarePage() {
  const t = useT();
  const path = { community: useCommunity().id };
  const { values, set } = useFilters('state');
  const closed = values.state === 'closed';
  const care = useRead(
    '/communities/{community}/care',
    { path, query: { state: closed ? 'closed' : 'open' } },
    { refetchInterval: 60_000 },
  );
  const list = { ...care, items: care.data?.items ?? [], ...ONE_PAGE };
  const people = care.data?.people ?? [];
  const changes = ['/communities/{community}/care'];
  const [finishing, setFinishing] = useState<Care | null>(null);
  const finish = useAct(
    ({ id, note }: { id: string; note: string | null }) =>
      api.post('/care/{care}/done', { path: { care: id }, body: { note } }),
    { done: 'care.finished', changes, onDone: () => setFinishing(null) },
  );
  const snooze = useAct(
    (id: string) => api.post('/care/{care}/snooze', { path: { care: id }, body: { days: SNOOZE } }),
    {
      done: 'care.snoozed',
      changes,
    },
  );
  const assign = useAct(
    ({ id, to }: { id: string; to: string | null }) =>
      api.post('/care/{care}/assign', { path: { care: id }, body: { to } }),
    { done: 'common.saved', changes },
  );
  return (
    <Page title={t('care.title')} about={t('care.about')}>
      <div className="filters">
        <Segmented
          aria-label={t('common.state')}
          value={closed ? 'closed' : 'open'}
          options={(['open', 'closed'] as const).map((one) => ({ value: one, label: t(`care.list.${one}`) }))}
          onChange={(chosen) => set({ state: chosen === 'open' ? null : chosen })}
        />
        {(care.data?.hidden ?? 0) > 0 && <span className="muted">{t('care.hidden', { n: care.data!.hidden })}</span>}
      </div>
      <Records
        list={list}
        label={t('care.title')}
        empty={<Teach title={t('care.empty')}>{t('care.empty_about')}</Teach>}
        columns={[
          {
            key: 'who',
            title: t('common.member'),
            width: 160,
            narrow: 'head',
            show: (one) => (
              <span className="stack tight">
                <MemberLink member={one.member} />
                <span className="small muted">{one.group.name}</span>
              </span>
            ),
          },
          { key: 'why', title: t('care.why'), width: 170, show: (one) => <Why care={one} /> },
          {
            key: 'last',
            title: t('care.last'),
            narrow: 'line',
            show: (one) => (
              <span className="stack tight">
                {one.last.map((said) => (
                  <span key={said.at + said.text}>
                    <span className="small muted">
                      <At at={said.at} />
                    </span>
                    <Said text={said.text || t('care.no_words')} />
                  </span>
                ))}
                {one.last.length === 0 && <span className="muted">{t('care.silent')}</span>}
              </span>
            ),
          },
          {
            key: 'whose',
            title: closed ? t('care.outcome') : t('care.whose'),
            width: 170,
            show: (one) =>
              closed ? (
                <span className="stack tight">
                  <Mark tone={one.state === 'done' ? 'good' : 'plain'}>{t(`care.state.${one.state}`)}</Mark>
                  <span className="small muted">
                    {one.closed_by?.name} <At at={one.closed_at} />
                  </span>
                  {one.note && <Said text={one.note} />}
                </span>
              ) : (
                <Select
                  size="small"
                  className="wide"
                  allowClear
                  aria-label={t('care.whose_of', { name: one.member.name || one.member.id })}
                  placeholder={t('care.nobody')}
                  value={one.assigned_to}
                  options={people.map((person) => ({ value: person.id, label: person.name }))}
                  onChange={(to: string | undefined) => assign.mutate({ id: one.id, to: to ?? null })}
                />
              ),
          },
          {
            key: 'acts',
            title: '',
            width: 150,
            align: 'right',
            show: (one) =>
              closed ? null : (
                <span className="stack tight">
                  <ActButton size="small" type="primary" permission="desk:write" onClick={() => setFinishing(one)}>
                    {t('care.done')}
                  </ActButton>
                  <ActButton size="small" permission="desk:write" onClick={() => snooze.mutate(one.id)}>
                    {t('care.snooze', { n: SNOOZE })}
                  </ActButton>
                </span>
              ),
          },
        ]}
      />
      <DoneDialog
        title={finishing && t('care.done_title', { name: finishing.member.name || finishing.member.id })}
        confirm={t('care.done')}
        busy={finish.isPending}
        onDone={(note) => finish.mutate({ id: finishing!.id, note })}
        onClose={() => setFinishing(null)}
      />
    </Page>
  );
}
