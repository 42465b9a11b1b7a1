import type { Schemas } from '../api/client';
import { useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useMay } from '../identity/session';

/** Names of the rules by their keys, as the live rules have them; the key itself where the reader may not see rules. */
export function useRuleName() {
  const community = useCommunity();
  const may = useMay();
  const rules = useRead(
    '/communities/{community}/rules',
    { path: { community: community.id } },
    { enabled: may('rule:read'), staleTime: 60_000 },
  );
  const names = new Map(rules.data?.live?.rules.rules.map((rule) => [rule.key, rule.name]));
  return (key: string) => names.get(key) ?? key;
}

export function useActorName() {
  const t = useT();
  const ruleName = useRuleName();
  return (actor: Schemas['ActorRef'] | null | undefined) =>
    !actor
      ? ''
      : actor.kind === 'machine'
        ? t.code(
            'machine',
            actor.name ?? 'server',
            {},
            actor.name?.startsWith('rule:')
              ? t('machine.rule', { key: ruleName(actor.name.slice(5)) })
              : (actor.name ?? ''),
          )
        : (actor.name ?? t(`actor.${actor.kind}`));
}
