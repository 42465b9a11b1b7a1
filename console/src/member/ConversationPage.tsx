import { Button } from 'antd';
import { Link } from 'react-router';
import { paths } from '../app/paths';
import type { Schemas } from '../api/client';
import { useList } from '../api/queries';
import { useCommunity } from '../community/community';
import { GroupSelect, useGroup } from '../community/groups';
import { useT } from '../i18n';
import { Choice } from '../ui/Choice';
import { DayRange } from '../ui/DayRange';
import { Nothing } from '../ui/Nothing';
import { Page } from '../ui/Page';
import { Search } from '../ui/Search';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { EventList } from './EventList';

export const EVENT_TYPES = [
  'message',
  'media',
  'action',
  'join',
  'leave',
  'invite',
  'kick',
  'recall',
  'edit',
  'rename',
  'topic',
  'system',
  'join_request',
  'reaction',
  'role',
  'mute',
  'scan',
] as const;

export default function ConversationPage() {
  const t = useT();
  const community = useCommunity();
  const { group, groups, choose } = useGroup();
  const { values, set, clear, filtered } = useFilters('q', 'type', 'from', 'to');
  const list = useList(
    '/groups/{group}/events',
    {
      path: { group: group?.id ?? '' },
      query: { q: values.q, type: values.type as Schemas['EventType'] | undefined, from: values.from, to: values.to },
    },
    { enabled: group !== null },
  );
  const teach = (
    <Teach
      title={t('conversation.empty')}
      actions={
        <Link to={paths.imports(community.id)}>
          <Button type="primary">{t('overview.to_import')}</Button>
        </Link>
      }
    >
      {t('conversation.empty_about')}
    </Teach>
  );
  return (
    <Page title={t('conversation.title')} about={t('conversation.about')}>
      {!groups.isPending && !group ? (
        teach
      ) : (
        <>
          <div className="filters" role="search">
            <GroupSelect value={group?.id} onChange={(id) => id && choose(id)} />
            <Search label={t('conversation.search')} value={values.q} onChange={(q) => set({ q })} />
            <Choice
              label={t('conversation.type')}
              value={values.type}
              options={EVENT_TYPES}
              word={(type) => t(`event.${type}`)}
              onChange={(type) => set({ type })}
            />
            <DayRange from={values.from} to={values.to} onChange={set} />
          </div>
          <EventList
            list={list}
            label={t('conversation.title')}
            empty={
              <Nothing filtered={filtered} clear={clear}>
                {teach}
              </Nothing>
            }
          />
        </>
      )}
    </Page>
  );
}
