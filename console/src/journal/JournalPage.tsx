import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { Link } from 'react-router';
import { paths } from '../app/paths';
import type { Schemas } from '../api/client';
import { useList } from '../api/queries';
import { useCommunity } from '../community/community';
import { GroupSelect } from '../community/groups';
import { useT, type Translate } from '../i18n';
import { MemberLink } from '../member/EventLine';
import { useActorName } from '../moderation/CasePage';
import { At } from '../ui/At';
import { Choice } from '../ui/Choice';
import { Nothing } from '../ui/Nothing';
import { Page } from '../ui/Page';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';

type Entry = Schemas['JournalEntry'];

/** The codes of a reason, each with its name; what is unknown is shown as it is. */
function reasonText(entry: Entry, t: Translate): string {
  const { before, after, delivery: _, case: __, ...codes } = entry.reason;
  const counted = after ? { ...codes, counter: `${before} → ${after}` } : codes;
  return Object.entries(counted)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => {
      const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
      const family = { kind: 'violation', platform: 'platform', format: 'platform', role: 'operator_role' }[name];
      return `${t.code('journal_reason', name)}: ${family ? t.code(family, shown, {}, shown) : shown}`;
    })
    .join(' · ');
}

export default function JournalPage() {
  const t = useT();
  const community = useCommunity();
  const actor = useActorName();
  const { values, set, filtered } = useFilters('actor', 'group', 'from', 'to');
  const list = useList('/journal', {
    query: {
      community: community.id,
      group: values.group,
      actor: values.actor as Schemas['ActorKind'] | undefined,
      from: values.from,
      to: values.to,
    },
  });
  return (
    <Page title={t('journal.title')} about={t('journal.about')}>
      <div className="filters" role="search">
        <GroupSelect any value={values.group} onChange={(group) => set({ group })} />
        <Choice
          label={t('journal.actor')}
          value={values.actor}
          all={t('journal.any_actor')}
          options={(['operator', 'machine', 'member'] as const).map((kind) => ({
            value: kind,
            label: t(`actor.${kind}`),
          }))}
          onChange={(kind) => set({ actor: kind })}
        />
        <DatePicker
          aria-label={t('common.from')}
          placeholder={t('common.from')}
          value={values.from ? dayjs(values.from) : null}
          onChange={(day) => set({ from: day?.format('YYYY-MM-DD') ?? null })}
        />
        <DatePicker
          aria-label={t('common.to')}
          placeholder={t('common.to')}
          value={values.to ? dayjs(values.to) : null}
          onChange={(day) => set({ to: day?.format('YYYY-MM-DD') ?? null })}
        />
      </div>
      <Records
        list={list}
        label={t('journal.title')}
        empty={
          <Nothing filtered={filtered} clear={() => set({ actor: null, group: null, from: null, to: null })}>
            <Teach title={t('journal.empty')}>{t('journal.empty_about')}</Teach>
          </Nothing>
        }
        columns={[
          {
            key: 'kind',
            title: t('journal.what'),
            width: 190,
            show: (entry) => <b>{t.code('journal_kind', entry.kind)}</b>,
            narrow: 'head',
          },
          { key: 'actor', title: t('journal.actor'), width: 170, show: (entry) => actor(entry.actor) },
          {
            key: 'whom',
            title: t('journal.whom'),
            width: 150,
            show: (entry) => (entry.member ? <MemberLink member={entry.member} /> : '–'),
          },
          {
            key: 'why',
            title: t('journal.why'),
            show: (entry) => (
              <span className="stack tight">
                <span>{reasonText(entry, t) || '–'}</span>
                {entry.case_id && <Link to={paths.case(community.id, entry.case_id)}>{t('tasks.see_case')}</Link>}
              </span>
            ),
          },
          { key: 'group', title: t('common.group'), width: 150, show: (entry) => entry.group?.name ?? '–' },
          { key: 'at', title: t('common.time'), width: 180, show: (entry) => <At at={entry.at} /> },
        ]}
      />
    </Page>
  );
}
