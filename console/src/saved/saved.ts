import type { Schemas } from '../api/client';
import { paths } from '../app/paths';

export type Kind = Schemas['SavedKind'];
export type Saved = Schemas['SavedQuestion'];

/** Where a question is shown; `address` is what the page's own address holds. */
export function link(community: string, saved: Pick<Saved, 'kind' | 'address'>): string {
  const query = Object.fromEntries(new URLSearchParams(saved.address));
  switch (saved.kind) {
    case 'funnel':
      return paths.funnel(community, query);
    case 'retention':
    case 'lifecycle':
    case 'stickiness':
    case 'paths':
      return paths.habits(community, query);
    case 'check_in':
      return paths.customers(community, query);
    case 'sql':
      return paths.sql(community, query);
  }
}
