import { Link } from 'react-router';
import { paths } from '../app/paths';
import type { Schemas } from '../api/client';
import { useList } from '../api/queries';
import { useCommunity } from '../community/community';
import { GroupSelect } from '../community/groups';
import { useT, type Translate } from '../i18n';
import { MemberLink } from '../member/EventLine';
import { useActorName, useRuleName } from '../moderation/actors';
import { At } from '../ui/At';
import { Choice } from '../ui/Choice';
import { DayRange } from '../ui/DayRange';
import { Nothing } from '../ui/Nothing';
import { Page } from '../ui/Page';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';

type Entry = Schemas['JournalEntry'];

/** The codes of a reason, each with its name; what is unknown is shown as it is. */
function reasonText(entry: Entry, t: Translate, ruleName: (key: string) => string): string {
  const { before, after, delivery: _, case: __, ...codes } = entry.reason;
  const counted = after ? { ...codes, counter: `${before} → ${after}` } : codes;
  return Object.entries(counted)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => {
      const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
      const family = { kind: 'violation', platform: 'platform', format: 'platform', role: 'operator_role' }[name];
      const word = name === 'rule' ? ruleName(shown) : family ? t.code(family, shown, {}, shown) : shown;
      return t('journal.reason_is', { name: t.code('journal_reason', name), word });
    })
    .join(' · ');
}

export default function JournalPage() {
  const t = useT();
  const community = useCommunity();
  const actor = useActorName();
  const ruleName = useRuleName();
  const { values, set, clear, filtered } = useFilters('actor', 'group', 'from', 'to');
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
          options={['operator', 'machine', 'member'] as const}
          word={(kind) => t(`actor.${kind}`)}
          onChange={(kind) => set({ actor: kind })}
        />
        <DayRange from={values.from} to={values.to} onChange={set} />
      </div>
      <Records
        list={list}
        label={t('journal.title')}
        empty={
          <Nothing filtered={filtered} clear={clear}>
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
            narrow: 'line',
            title: t('journal.why'),
            show: (entry) => (
              <span className="stack tight">
                <span>{reasonText(entry, t, ruleName) || '–'}</span>
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
