import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import type { Schemas } from '../api/client';
import type { List } from '../api/queries';
import { More } from '../ui/More';
import { Refusal } from '../ui/Refusal';
import { EventLine } from './EventLine';

export function EventList({
  list,
  empty,
  who,
  groups,
  label,
}: {
  list: List<Schemas['Event']>;
  empty: ReactNode;
  who?: boolean;
  groups?: Map<string, string>;
  label: string;
}) {
  if (list.error) return <Refusal problem={list.error} retry={list.refetch} />;
  if (list.isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  if (list.items.length === 0) return <>{empty}</>;
  return (
    <>
      <ol className="panel events" aria-label={label}>
        {list.items.map((event) => (
          <EventLine key={event.id} event={event} who={who} group={groups?.get(event.group_id)} />
        ))}
      </ol>
      <More list={list} />
    </>
  );
}
