import { Descriptions, Skeleton, Tooltip } from 'antd';
import { Link, useParams } from 'react-router';
import { paths } from '../app/paths';
import { api, type Schemas } from '../api/client';
import { useAct, useList, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { CaseLine } from '../moderation/CaseLine';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Mark } from '../ui/Mark';
import { Nothing } from '../ui/Nothing';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { Search } from '../ui/Search';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { Birthday } from './Birthday';
import { EraseMember } from './EraseMember';
import { EventList } from './EventList';
import { MemberMarks } from './MembersPage';

type Membership = Schemas['Member']['memberships'][number];

function MembershipCard({ member, membership }: { member: string; membership: Membership }) {
  const t = useT();
  const format = useFormat();
  const change = useAct(
    (whitelisted: boolean) =>
      api.patch('/groups/{group}/members/{member}', {
        path: { group: membership.group.id, member },
        body: { whitelisted },
      }),
    { done: 'common.saved', changes: ['/members', '/groups'] },
  );
  return (
    <div className="panel pad stack tight">
      <div className="row apart">
        <b>{membership.group.name}</b>
        <MemberMarks member={membership} />
      </div>
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: 'joined', label: t('members.joined'), children: <At at={membership.joined_at} /> },
          ...(membership.left_at
            ? [{ key: 'left', label: t('members.left'), children: <At at={membership.left_at} /> }]
            : []),
          { key: 'messages', label: t('members.messages'), children: format.number(membership.messages) },
          { key: 'last', label: t('members.last_message'), children: <At at={membership.last_message_at} /> },
        ]}
      />
      <div>
        <Tooltip title={t('member.whitelist_about')}>
          <span>
            <ActButton
              size="small"
              permission="member:write"
              loading={change.isPending}
              onClick={() => change.mutate(!membership.whitelisted)}
            >
              {t(membership.whitelisted ? 'member.unwhitelist' : 'member.whitelist')}
            </ActButton>
          </span>
        </Tooltip>
      </div>
    </div>
  );
}

export default function MemberPage() {
  const t = useT();
  const community = useCommunity();
  const id = useParams().member!;
  const { values, set, clear, filtered } = useFilters('q');
  const member = useRead('/members/{member}', { path: { member: id } });
  const history = useList('/members/{member}/events', { path: { member: id }, query: { q: values.q } });
  const cases = useList('/cases', { query: { member: id, limit: 10 } });
  const back = <Link to={paths.members(community.id)}>← {t('members.title')}</Link>;
  if (member.error) return <Refusal problem={member.error} retry={member.refetch} />;
  if (!member.data) return <Skeleton active />;
  const { name, accounts, memberships, tags, bot, erasure } = member.data;
  return (
    <Page
      title={name || id}
      back={back}
      actions={
        !erasure &&
        !bot && (
          <>
            <Birthday member={id} birthday={member.data.birthday} />
            <EraseMember member={member.data} />
          </>
        )
      }
      about={
        <span className="row">
          {erasure && <Mark tone="info">{t(erasure.state === 'done' ? 'member.erased' : 'member.erasing')}</Mark>}
          {bot && <Mark>{t('common.bot')}</Mark>}
          {accounts.map((account) => (
            <Mark key={account.platform + account.external_id}>
              {t.code('platform', account.platform)} · <bdi>{account.name || account.external_id}</bdi>
            </Mark>
          ))}
          {tags?.map((tag) => (
            <Mark key={tag} tone="info">
              {tag}
            </Mark>
          ))}
        </span>
      }
    >
      <div className="grid">
        {memberships.map((membership) => (
          <MembershipCard key={membership.group.id} member={id} membership={membership} />
        ))}
      </div>
      <h2 className="section">{t('member.cases')}</h2>
      {cases.items.length === 0 ? (
        <p className="muted">{t('member.no_cases')}</p>
      ) : (
        <ul className="panel events">
          {cases.items.map((one) => (
            <CaseLine key={one.id} one={one} />
          ))}
        </ul>
      )}
      <div className="row apart section-head">
        <h2 className="section">{t('member.history')}</h2>
        <div className="history-search">
          <Search label={t('member.history_search')} value={values.q} onChange={(q) => set({ q })} />
        </div>
      </div>
      <EventList
        list={history}
        label={t('member.history')}
        who={false}
        groups={new Map(memberships.map((membership) => [membership.group.id, membership.group.name]))}
        empty={
          <Nothing filtered={filtered} clear={clear}>
            <Teach title={t('member.no_history')}>{t('member.no_history_about')}</Teach>
          </Nothing>
        }
      />
    </Page>
  );
}
