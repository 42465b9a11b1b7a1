import { Form, Input, Select } from 'antd';
import { api } from '../api/client';
import { useAct } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { FormDialog } from '../ui/FormDialog';
import type { Merchant } from './words';

const PLAIN = ['mchid', 'appid', 'serial'] as const;
const LONG = ['private_key', 'platform_key'] as const;
const SECRETS: readonly string[] = ['private_key', 'api_v3_key'];
type Fields = Record<string, string | undefined>;

/** What is needed to be paid by WeChat Pay. Secrets are kept encrypted and never shown again. */
export function MerchantDialog({
  merchant,
  own,
  onClose,
}: {
  merchant: Merchant | 'new' | null;
  own: boolean;
  onClose: () => void;
}) {
  const t = useT();
  const community = useCommunity();
  const known = merchant === 'new' ? null : merchant;
  const save = useAct(
    async ({ name, serves, ...values }: Fields) => {
      const given = Object.fromEntries(
        Object.entries(values).filter((one): one is [string, string] => Boolean(one[1]?.trim())),
      );
      return known
        ? api.patch('/merchants/{merchant}', { path: { merchant: known.id }, body: { name, values: given } })
        : api.post('/merchants', {
            body: { name, kind: 'wechatpay', community_id: serves === 'all' ? null : community.id, values: given },
          });
    },
    { done: known ? 'merchant.changed' : 'merchant.connected', changes: ['/merchants'], onDone: onClose },
  );
  const rules = (field: string) =>
    known && SECRETS.includes(field) ? [] : [{ required: true, message: t('setup.required') }];
  const hint = (field: string) => (known && SECRETS.includes(field) ? t('merchant.secret_kept') : undefined);
  const initial: Fields = known
    ? { name: known.name, ...known.settings }
    : { serves: own ? 'all' : 'this', public_url: window.location.origin };
  return (
    <FormDialog<Fields, unknown>
      open={merchant !== null}
      title={known ? `${t('merchant.change')} · ${known.name}` : t('merchant.connect')}
      confirm={known ? t('common.save') : t('merchant.connect')}
      initial={initial}
      act={save}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('merchant.field.name')} rules={rules('name')}>
        <Input maxLength={80} />
      </Form.Item>
      {!known && (
        <Form.Item name="serves" label={t('merchant.serves')}>
          <Select
            options={[
              { value: 'this', label: t('merchant.serves_this'), disabled: own },
              { value: 'all', label: t('merchant.serves_all') },
            ]}
          />
        </Form.Item>
      )}
      {PLAIN.map((field) => (
        <Form.Item key={field} name={field} label={t(`merchant.field.${field}`)} rules={rules(field)}>
          <Input autoComplete="off" />
        </Form.Item>
      ))}
      <Form.Item
        name="api_v3_key"
        label={t('merchant.field.api_v3_key')}
        extra={hint('api_v3_key')}
        rules={rules('api_v3_key')}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item name="platform_serial" label={t('merchant.field.platform_serial')} rules={rules('platform_serial')}>
        <Input autoComplete="off" />
      </Form.Item>
      {LONG.map((field) => (
        <Form.Item
          key={field}
          name={field}
          label={t(`merchant.field.${field}`)}
          extra={hint(field)}
          rules={rules(field)}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} autoComplete="off" spellCheck={false} />
        </Form.Item>
      ))}
      <Form.Item name="public_url" label={t('merchant.field.public_url')} rules={rules('public_url')}>
        <Input />
      </Form.Item>
      <Form.Item name="api" label={t('merchant.field.api')}>
        <Input placeholder="https://api.mch.weixin.qq.com" />
      </Form.Item>
    </FormDialog>
  );
}
