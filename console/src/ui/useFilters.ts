import { useSearchParams } from 'react-router';

/** Filters and tabs live in the URL, so that a view can be sent to a colleague. */
export function useFilters<K extends string>(...names: K[]) {
  const [search, setSearch] = useSearchParams();
  const values = Object.fromEntries(names.map((name) => [name, search.get(name) ?? undefined])) as Record<
    K,
    string | undefined
  >;
  const set = (changes: Partial<Record<K, string | null | undefined>>, replace = true) =>
    setSearch(
      (present) => {
        const next = new URLSearchParams(present);
        for (const [name, value] of Object.entries(changes) as [string, string | null | undefined][]) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace },
    );
  const clear = () => set(Object.fromEntries(names.map((name) => [name, null])) as Record<K, null>);
  const filtered = names.some((name) => values[name] !== undefined);
  return { values, set, clear, filtered };
}
