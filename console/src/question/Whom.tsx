import { Select } from 'antd';
import { useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useGroups } from '../community/groups';
import { useT } from '../i18n';

/** Of whom a question is asked, as it stands in the address: `group-3`, `channel-2`, `segment-5`. */
export type Code = string;

type Asked = { groups?: string[]; channel?: string; segment?: string };

export function asked(code: Code | undefined): Asked {
  const [, kind, id] = /^(group|channel|segment)-(\d+)$/.exec(code ?? '') ?? [];
  if (!id) return {};
  return kind === 'group' ? { groups: [id] } : kind === 'channel' ? { channel: id } : { segment: id };
}

/** Groups, channels and segments, each under its heading; what this operator may not read is not offered. */
export function useWhom() {
  const t = useT();
  const path = { community: useCommunity().id };
  const groups = useGroups();
  const channels = useRead('/communities/{community}/channels', { path });
  const segments = useRead('/communities/{community}/segments', { path });
  const some = (kind: string, items: { id: string; name: string }[] | undefined) => ({
    label: t(`whom.${kind}` as 'whom.group'),
    title: t(`whom.${kind}` as 'whom.group'),
    options: (items ?? []).map((one) => ({ value: `${kind}-${one.id}`, label: one.name })),
  });
  const offered = [
    some('group', groups.items),
    some(
      'channel',
      channels.data?.channels.map((one) => one.channel),
    ),
    some('segment', segments.data?.items),
  ].filter((kind) => kind.options.length > 0);
  const nameOf = (code: Code) =>
    offered.flatMap((kind) => kind.options).find((one) => one.value === code)?.label ?? code;
  return { offered, nameOf };
}

export function WhomSelect({ value, onChange }: { value: Code | undefined; onChange: (code: Code | null) => void }) {
  const t = useT();
  const { offered } = useWhom();
  return (
    <Select
      aria-label={t('whom.of')}
      value={value ?? ''}
      style={{ minWidth: 160, maxWidth: 280 }}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      onChange={(code) => onChange(code || null)}
      options={[{ value: '', label: t('whom.everybody') }, ...offered]}
    />
  );
}

const MOST = 5;

/** Up to five, to be drawn beside the one asked about. */
export function Against({ value, onChange }: { value: Code[]; onChange: (codes: Code[]) => void }) {
  const t = useT();
  const { offered } = useWhom();
  return (
    <Select
      mode="multiple"
      aria-label={t('whom.against')}
      placeholder={t('whom.against')}
      value={value}
      maxCount={MOST}
      style={{ minWidth: 220, flex: '1 1 220px' }}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      onChange={onChange}
      options={offered}
    />
  );
}
