import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { FirstSteps } from '../community/FirstSteps';
import { GroupSelect, useGroup } from '../community/groups';
import { useT } from '../i18n';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';

/** A group to choose, and what is said of it. */
export function OfGroup({ children }: { children: (group: string) => ReactNode }) {
  const t = useT();
  const { group, groups, choose } = useGroup();
  if (groups.error) return <Refusal problem={groups.error} retry={groups.refetch} />;
  if (groups.isPending) return <Skeleton active />;
  if (!group)
    return (
      <Teach title={t('scorecard.empty')} actions={<FirstSteps />}>
        {t('groups.empty_about')}
      </Teach>
    );
  return (
    <div className="stack">
      <GroupSelect value={group.id} onChange={(id) => id && choose(id)} />
      {children(group.id)}
    </div>
  );
}
