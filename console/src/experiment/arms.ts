import { useRead } from '../api/queries';
import type { Schemas } from '../api/client';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';

/** Arms a condition may name: of experiments that are not over, and those it names already. */
export function useArms(units: Schemas['ExperimentUnit'][], chosen: string[] = []) {
  const t = useT();
  const community = useCommunity().id;
  const experiments = useRead('/communities/{community}/experiments', { path: { community }, query: { limit: 200 } });
  return (experiments.data?.items ?? [])
    .filter((one) => units.includes(one.unit))
    .flatMap((one) =>
      [...one.arms, ...(one.held_out ? [{ ...one.held_out, name: t('experiment.holdout') }] : [])]
        .filter((arm) => one.state !== 'stopped' || chosen.includes(arm.code))
        .map((arm) => ({ value: arm.code, label: `${one.name} · ${arm.name}` })),
    );
}
