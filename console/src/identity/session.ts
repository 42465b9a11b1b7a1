import { useQuery, type QueryClient } from '@tanstack/react-query';
import { api, client, ProblemError, type Schemas } from '../api/client';

const KEY = ['/session', {}, {}];

async function fetchSession(): Promise<Schemas['Session'] | null> {
  try {
    const session = await api.get('/session');
    client.useCsrf(session.csrf);
    return session;
  } catch (problem) {
    if (problem instanceof ProblemError && problem.status === 401) return null;
    throw problem;
  }
}

export const loadSession = (queries: QueryClient) =>
  queries.fetchQuery({ queryKey: KEY, queryFn: fetchSession, staleTime: 60_000 });

export function keepSession(queries: QueryClient, session: Schemas['Session'] | null) {
  client.useCsrf(session?.csrf ?? null);
  queries.setQueryData(KEY, session);
}

export function useSession(): Schemas['Session'] | null {
  return useQuery({ queryKey: KEY, queryFn: fetchSession, staleTime: 60_000 }).data ?? null;
}

/** Whether it is known yet if somebody is signed in. */
export function useSessionLoaded(): boolean {
  return useQuery({ queryKey: KEY, queryFn: fetchSession, staleTime: 60_000 }).isFetched;
}

export function useMay(): (permission: string) => boolean {
  const session = useSession();
  return (permission) =>
    session !== null && (session.permissions.includes(permission) || session.permissions.includes('*'));
}
