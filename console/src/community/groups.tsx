import { Select } from 'antd';
import { useList } from '../api/queries';
import { useT } from '../i18n';
import { useFilters } from '../ui/useFilters';
import { useCommunity } from './community';

export function useGroups() {
  const community = useCommunity();
  return useList('/groups', { query: { community: community.id, limit: 200 } });
}

/** The group a view is about: the one in the URL, else the community's first. */
export function useGroup() {
  const groups = useGroups();
  const { values, set } = useFilters('group');
  const group = groups.items.find((one) => one.id === values.group) ?? groups.items[0] ?? null;
  return { group, groups, choose: (id: string) => set({ group: id }, false) };
}

export function GroupSelect({
  value,
  onChange,
  any,
}: {
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  /** Also offer "all groups". */
  any?: boolean;
}) {
  const t = useT();
  const groups = useGroups();
  if (!any && groups.items.length < 2) return null;
  return (
    <Select
      className="group-select"
      aria-label={t('groups.choose')}
      style={{ minWidth: 180 }}
      value={value ?? (any ? '' : undefined)}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      options={[
        ...(any ? [{ value: '', label: t('common.all_groups') }] : []),
        ...groups.items.map((group) => ({ value: group.id, label: group.name })),
      ]}
      onChange={(id) => onChange(id || undefined)}
    />
  );
}
