import { Checkbox, DatePicker, Form, Input, InputNumber, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { api } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { useT } from '../i18n';
import { FormDialog } from '../ui/FormDialog';
import type { Account } from './words';

interface Fields {
  group: string;
  name: string;
  expires?: Dayjs | null;
  most?: number | null;
  asks: boolean;
}

function HowMany() {
  const t = useT();
  const asks = Form.useWatch('asks') as boolean | undefined;
  return asks ? null : (
    <Form.Item name="most" label={t('link.most')} extra={t('link.most_about')}>
      <InputNumber min={1} max={99_999} precision={0} />
    </Form.Item>
  );
}

/** A new link into one of the groups the bot is in. */
export function InviteLinkDialog({ account, open, onClose }: { account: Account; open: boolean; onClose: () => void }) {
  const t = useT();
  const path = { account: account.id };
  const groups = useRead('/accounts/{account}/groups', { path });
  const make = useAct(
    ({ group, name, expires, most, asks }: Fields) =>
      api.post('/accounts/{account}/invite-links', {
        path,
        body: { group, name, asks, most: asks ? null : (most ?? null), expires_at: expires?.toISOString() ?? null },
      }),
    { done: 'link.made', changes: ['/accounts'], onDone: onClose },
  );
  const needed = { required: true, message: t('setup.required') };
  return (
    <FormDialog open={open} title={t('link.make')} initial={{ asks: false }} act={make} onClose={onClose}>
      <Form.Item name="group" label={t('common.group')} rules={[needed]}>
        <Select
          options={(groups.data?.items ?? [])
            .filter((one) => one.present)
            .map((one) => ({ value: one.external_id, label: one.name }))}
        />
      </Form.Item>
      <Form.Item name="name" label={t('link.name')} extra={t('link.name_about')} rules={[needed]}>
        <Input maxLength={32} />
      </Form.Item>
      <Form.Item name="expires" label={t('link.expires')}>
        <DatePicker showTime />
      </Form.Item>
      <Form.Item name="asks" valuePropName="checked">
        <Checkbox>{t('link.asks_wish')}</Checkbox>
      </Form.Item>
      <HowMany />
    </FormDialog>
  );
}
