import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
  type UseQueryOptions,
} from '@tanstack/react-query';
import { App } from 'antd';
import { useT, type Key } from '../i18n';
import { api, ProblemError, type AnswerOf, type GetPath, type Request } from './client';

/** Reads one thing; the key is the path and its parameters, so `refresh('/cases')` finds it again. */
export function useRead<P extends GetPath>(
  path: P,
  request: Request<P, 'get'> = {},
  options: Partial<UseQueryOptions<AnswerOf<P>, ProblemError>> = {},
) {
  return useQuery<AnswerOf<P>, ProblemError>({
    queryKey: [path, request.path ?? {}, request.query ?? {}],
    queryFn: () => api.get(path, request),
    ...options,
  });
}

type ItemOf<P extends GetPath> = AnswerOf<P> extends { items: (infer I)[] } ? I : never;

/** Reads a list page by page. */
export function useList<P extends GetPath>(
  path: P,
  request: Request<P, 'get'> = {},
  options: { refetchInterval?: number | false; enabled?: boolean } = {},
) {
  const query = useInfiniteQuery<AnswerOf<P>, ProblemError>({
    queryKey: [path, request.path ?? {}, request.query ?? {}, 'list'],
    queryFn: ({ pageParam }) =>
      api.get(path, { ...request, query: { ...(request.query as object), cursor: pageParam ?? undefined } } as Request<
        P,
        'get'
      >),
    initialPageParam: null as unknown,
    getNextPageParam: (last) => (last as unknown as { next_cursor: string | null }).next_cursor ?? undefined,
    ...options,
  });
  const items = query.data?.pages.flatMap((page) => (page as unknown as { items: ItemOf<P>[] }).items) ?? [];
  return { ...query, items };
}
export type List<T> = {
  items: T[];
  isPending: boolean;
  error: ProblemError | null;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
};

/** A list there is no more of. */
export const ONE_PAGE = { hasNextPage: false, isFetchingNextPage: false, fetchNextPage: () => {} };

export function refresh(queries: QueryClient, ...pathPrefixes: string[]) {
  return queries.invalidateQueries({
    predicate: (query) => pathPrefixes.some((prefix) => String(query.queryKey[0]).startsWith(prefix)),
  });
}

export function useProblemText() {
  const t = useT();
  return (problem: unknown): string =>
    problem instanceof ProblemError
      ? t.code('problem', problem.code, problem.params, problem.detail ?? t('problem.unknown', { code: problem.code }))
      : t('problem.bug');
}

/** Does one thing, says how it went and refreshes what it may have changed. */
export function useAct<V, R>(
  act: (value: V) => Promise<R>,
  { done, changes = [], onDone }: { done?: Key; changes?: string[]; onDone?: (result: R, value: V) => void } = {},
) {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const t = useT();
  const text = useProblemText();
  return useMutation<R, ProblemError, V>({
    mutationFn: act,
    onSuccess: (result, value) => {
      if (done) void message.success(t(done));
      void refresh(queries, ...changes);
      onDone?.(result, value);
    },
    onError: (problem) => void message.error(text(problem), 6),
  });
}
