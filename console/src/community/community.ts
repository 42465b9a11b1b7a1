import { createContext, useContext } from 'react';
import type { Schemas } from '../api/client';

export const Community = createContext<Schemas['Community'] | null>(null);

/** The community of the view; every view below `/communities/…` has one. */
export function useCommunity(): Schemas['Community'] {
  const community = useContext(Community);
  if (!community) throw new Error('no community here');
  return community;
}
