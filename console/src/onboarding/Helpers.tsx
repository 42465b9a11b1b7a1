import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useT } from '../i18n';
import { Field } from './StepForm';

const GROUPS_SEARCHED = 10;

/** The members of whom buddies are chosen. */
export function Helpers({
  value,
  known,
  groups: all,
  onChange,
}: {
  value: string[];
  known: Schemas['MemberRef'][];
  groups: Schemas['Onboarding']['groups'];
  onChange: (helpers: string[]) => void;
}) {
  const t = useT();
  const groups = all.slice(0, GROUPS_SEARCHED);
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const found = useQuery({
    queryKey: ['helpers', groups.map((group) => group.id), q],
    queryFn: async () =>
      (
        await Promise.all(
          groups.map((group) =>
            api.get('/groups/{group}/members', { path: { group: group.id }, query: { q: q || undefined, limit: 20 } }),
          ),
        )
      ).flatMap((page) => page.items),
  });
  const names = new Map<string, string>();
  known.forEach((member) => names.set(member.id, member.name));
  found.data?.filter((member) => !member.bot).forEach((member) => names.set(member.id, member.name));
  return (
    <Field label={t('onboarding.helpers')}>
      <Select
        mode="multiple"
        aria-label={t('onboarding.helpers')}
        value={value}
        onChange={onChange}
        placeholder={t('onboarding.helpers_usual')}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        options={[...names].map(([id, name]) => ({ value: id, label: name || id }))}
      />
    </Field>
  );
}
