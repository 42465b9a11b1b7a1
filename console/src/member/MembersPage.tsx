import { Link } from 'react-router';
import { paths } from '../app/paths';
import type { Schemas } from '../api/client';
import { useList } from '../api/queries';
import { useCommunity } from '../community/community';
import { FirstSteps } from '../community/FirstSteps';
import { GroupSelect, useGroup } from '../community/groups';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { At } from '../ui/At';
import { Choice } from '../ui/Choice';
import { Mark } from '../ui/Mark';
import { Nothing } from '../ui/Nothing';
import { Page } from '../ui/Page';
import { Records } from '../ui/Records';
import { Search } from '../ui/Search';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';

type Member = Schemas['GroupMember'];
const SORTS = ['last_message_at', 'joined_at', 'name'] as const; // by messages unless told otherwise

export function MemberMarks({
  member,
}: {
  member: Pick<Member, 'role' | 'whitelisted'> & {
    bot?: boolean;
    left_at: string | null;
    blacklisted?: boolean | null;
  };
}) {
  const t = useT();
  return (
    <span className="row tight">
      {member.role !== 'member' && <Mark tone="good">{t(`role.${member.role}`)}</Mark>}
      {member.bot && <Mark>{t('common.bot')}</Mark>}
      {member.whitelisted && <Mark tone="info">{t('members.whitelisted')}</Mark>}
      {member.left_at && <Mark>{t('members.left')}</Mark>}
      {member.blacklisted && <Mark tone="bad">{t('members.blacklisted')}</Mark>}
    </span>
  );
}

export default function MembersPage() {
  const t = useT();
  const format = useFormat();
  const community = useCommunity();
  const { group, groups, choose } = useGroup();
  const { values, set, clear, filtered } = useFilters('q', 'role', 'presence', 'sort');
  const list = useList(
    '/groups/{group}/members',
    {
      path: { group: group?.id ?? '' },
      query: {
        q: values.q,
        role: values.role as Schemas['MemberRole'] | undefined,
        presence: values.presence as 'in' | 'left' | undefined,
        sort: values.sort as (typeof SORTS)[number] | undefined,
      },
    },
    { enabled: group !== null },
  );
  const teach = (
    <Teach title={t('members.empty')} actions={<FirstSteps />}>
      {t('members.empty_about')}
    </Teach>
  );
  return (
    <Page title={t('members.title')} about={t('members.about')}>
      {!groups.isPending && !group ? (
        teach
      ) : (
        <>
          <div className="filters" role="search">
            <GroupSelect value={group?.id} onChange={(id) => id && choose(id)} />
            <Search label={t('members.search')} value={values.q} onChange={(q) => set({ q })} />
            <Choice
              label={t('members.role')}
              value={values.role}
              options={['owner', 'admin', 'member'] as const}
              word={(role) => t(`role.${role}`)}
              onChange={(role) => set({ role })}
            />
            <Choice
              label={t('members.presence')}
              value={values.presence}
              options={['in', 'left'] as const}
              word={(presence) => t(`members.presence_${presence}`)}
              onChange={(presence) => set({ presence })}
            />
            <Choice
              label={t('members.sort')}
              value={values.sort}
              all={t('members.sort_messages')}
              options={SORTS}
              word={(sort) => t(`members.sort_${sort}`)}
              onChange={(sort) => set({ sort })}
            />
          </div>
          <Records
            list={list}
            label={t('members.title')}
            empty={
              <Nothing filtered={filtered} clear={clear}>
                {teach}
              </Nothing>
            }
            columns={[
              {
                key: 'name',
                title: t('common.name'),
                narrow: 'head',
                show: (member) => (
                  <span className="row">
                    <Link to={paths.member(community.id, member.id, { group: group?.id })}>
                      <bdi>{member.name || member.id}</bdi>
                    </Link>
                    <MemberMarks member={member} />
                  </span>
                ),
              },
              {
                key: 'messages',
                title: t('members.messages'),
                width: 110,
                align: 'right',
                show: (member) => <span className="num">{format.number(member.messages)}</span>,
              },
              {
                key: 'days',
                title: t('members.active_days'),
                width: 110,
                align: 'right',
                show: (member) => <span className="num">{format.number(member.active_days)}</span>,
              },
              {
                key: 'last',
                title: t('members.last_message'),
                width: 190,
                show: (member) => <At at={member.last_message_at} />,
              },
              { key: 'joined', title: t('members.joined'), width: 190, show: (member) => <At at={member.joined_at} /> },
            ]}
          />
        </>
      )}
    </Page>
  );
}
