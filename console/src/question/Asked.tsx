import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { api, type ProblemError } from '../api/client';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';

type Place =
  | '/communities/{community}/questions/retention'
  | '/communities/{community}/questions/lifecycle'
  | '/communities/{community}/questions/stickiness'
  | '/communities/{community}/questions/paths';

/** Asks, and shows what is to be shown while there is no answer, none to give, or one. */
export function Asked<A, Q extends object>({
  place,
  question,
  empty,
  children,
}: {
  place: Place;
  question: Q;
  empty: (answer: A) => boolean;
  children: (answer: A) => ReactNode;
}) {
  const t = useT();
  const community = useCommunity().id;
  const asked = useQuery<A, ProblemError>({
    queryKey: [place, community, question],
    queryFn: () => api.post(place, { path: { community }, body: question }) as Promise<A>,
  });
  if (asked.error) return <Refusal problem={asked.error} retry={asked.refetch} />;
  if (!asked.data) return <Skeleton active />;
  if (empty(asked.data)) return <Teach title={t('habits.empty')}>{t('habits.empty_about')}</Teach>;
  return children(asked.data);
}
