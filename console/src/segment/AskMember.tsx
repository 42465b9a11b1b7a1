import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { api, type ProblemError, type Schemas } from '../api/client';
import { useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';

type Ref = Schemas['Ref'];
const MOST_GROUPS = 50;

/** Finds a member of the community by name, to ask why they are in or out. */
export function AskMember({ ask }: { ask: (member: Ref) => void }) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const words = useDeferredValue(typed.trim());
  const groups = useRead('/groups', { query: { community: useCommunity().id } }).data?.items ?? [];
  const found = useQuery<Ref[], ProblemError>({
    queryKey: ['segment members', groups.map((one) => one.id), words],
    enabled: words !== '' && groups.length > 0,
    placeholderData: (before) => before,
    queryFn: async () => {
      const pages = await Promise.all(
        groups.slice(0, MOST_GROUPS).map((one) =>
          api.get('/groups/{group}/members', {
            path: { group: one.id },
            query: { q: words, presence: 'in', limit: 10 },
          }),
        ),
      );
      // Somebody in several groups is one.
      return [...new Map(pages.flatMap((page) => page.items).map(({ id, name }) => [id, { id, name }])).values()];
    },
  });
  return (
    <Select
      className="segment-ask"
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={null}
      aria-label={t('segment.ask_member')}
      placeholder={t('segment.ask_member')}
      loading={found.isFetching}
      notFoundContent={words === '' ? null : found.isFetching ? '…' : t('segment.ask_nobody')}
      options={words === '' ? [] : (found.data ?? []).map((one) => ({ value: one.id, label: <bdi>{one.name}</bdi> }))}
      onSelect={(id: string | null) => {
        const one = found.data?.find((some) => some.id === id);
        if (one) ask(one);
      }}
    />
  );
}
