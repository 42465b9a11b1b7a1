import { Form, Select } from 'antd';
import { useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useMay } from '../identity/session';
import type { Ran } from './Did';

/** Which playbooks a plan is about; who may not see playbooks keeps those `linked`. */
export function PlaybooksField({ linked }: { linked: Ran['playbooks'] }) {
  const t = useT();
  const community = useCommunity().id;
  const sees = useMay()('playbook:read');
  const found = useRead('/communities/{community}/playbooks', { path: { community } }, { enabled: sees });
  const names = new Map(
    [...linked.filter((one) => one.linked), ...(found.data?.items ?? [])].map((one) => [one.id, one.name]),
  );
  return (
    <Form.Item
      name="playbooks"
      label={t('review.playbooks')}
      extra={t(sees ? 'review.playbooks_about' : 'review.playbooks_unseen')}
    >
      <Select
        mode="multiple"
        maxCount={20}
        optionFilterProp="label"
        disabled={!sees}
        loading={found.isFetching}
        notFoundContent={t('review.playbooks_none')}
        options={[...names].map(([value, label]) => ({ value, label }))}
      />
    </Form.Item>
  );
}
