import { Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Refusal } from '../ui/Refusal';
import { Attachments, filledIn, type Attachment } from './Attachments';
import { MassReach } from './MassReach';
import { MassTrial, variantsOf, type Trial } from './MassTrial';
import type { Account } from './words';

type Wish = Schemas['MassSendWish'];
type Fields = {
  kind: Wish['kind'];
  text: string;
  sender?: string;
  tags?: string[];
  also?: string[];
  groups?: string[];
  attachments?: Attachment[];
} & Trial;

const wishOf = (key: string, fields: Fields): Wish => ({
  key,
  kind: fields.kind,
  text: fields.text,
  attachments: fields.attachments ?? [],
  sender: fields.sender ?? null,
  people: [],
  tags: fields.kind === 'customers' ? [fields.tags ?? [], fields.also ?? []].filter((list) => list.length > 0) : [],
  groups: fields.kind === 'groups' ? (fields.groups ?? []) : [],
  variants: fields.kind === 'customers' ? variantsOf(fields) : [],
});

/** Writes a mass send: first one sees whom it reaches and whom not, then it can be sent. */
export function MassComposer({
  account,
  onMade,
  onClose,
}: {
  account: Account;
  onMade: (mass: Schemas['MassSend']) => void;
  onClose: () => void;
}) {
  const t = useT();
  const format = useFormat();
  const [form] = Form.useForm<Fields>();
  const [key] = useState(() => crypto.randomUUID());
  const [reach, setReach] = useState<Schemas['MassSendReach'] | null>(null);
  const kind = Form.useWatch('kind', form) ?? 'customers';
  const path = { account: account.id };
  const choices = useRead('/accounts/{account}/mass-sends/choices', { path });
  const preview = useAct((wish: Wish) => api.post('/accounts/{account}/mass-sends/preview', { path, body: wish }), {
    onDone: setReach,
  });
  const make = useAct((wish: Wish) => api.post('/accounts/{account}/mass-sends', { path, body: wish }), {
    done: 'mass.made',
    changes: ['/accounts'],
    onDone: onMade,
  });
  const submit = (fields: Fields) => (reach ? make : preview).mutate(wishOf(key, fields) as never);
  const tags = (choices.data?.tags ?? []).map((tag) => ({
    value: tag.id,
    label: `${tag.group ? `${tag.group} · ` : ''}${tag.name} · ${format.number(tag.customers)}`,
  }));
  return (
    <Modal
      open
      width={680}
      title={t('mass.write')}
      okText={reach ? t('mass.send', { n: format.number(reach.reached) }) : t('mass.look')}
      okButtonProps={{ disabled: reach?.reached === 0 }}
      cancelText={t('common.cancel')}
      confirmLoading={preview.isPending || make.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="hint">
        {choices.data && t(`mass.quota.${choices.data.quota.rule}`, { n: choices.data.quota.most })}{' '}
        {t('mass.only_a_task')}
      </p>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'customers' }}
        onValuesChange={() => setReach(null)}
        onFinish={submit}
      >
        <Form.Item name="kind" label={t('mass.to')}>
          <Radio.Group
            options={(['customers', 'groups'] as const).map((one) => ({ value: one, label: t(`mass.kind.${one}`) }))}
          />
        </Form.Item>
        <Form.Item name="sender" label={t('mass.of_staff')} extra={t('mass.of_staff_about')}>
          <Select
            allowClear
            showSearch
            placeholder={t('mass.everybody')}
            options={(choices.data?.staff ?? []).map((one) => ({
              value: one.id,
              label: `${one.id} · ${format.number(kind === 'groups' ? one.groups : one.customers)}`,
            }))}
          />
        </Form.Item>
        {kind === 'customers' ? (
          <>
            <Form.Item name="tags" label={t('mass.any_tag')}>
              <Select
                mode="multiple"
                allowClear
                optionFilterProp="label"
                placeholder={t('mass.all_customers')}
                options={tags}
              />
            </Form.Item>
            <Form.Item name="also" label={t('mass.and_any_tag')}>
              <Select
                mode="multiple"
                allowClear
                optionFilterProp="label"
                placeholder={t('mass.no_matter')}
                options={tags}
              />
            </Form.Item>
          </>
        ) : (
          <Form.Item name="groups" label={t('mass.these_groups')}>
            <Select
              mode="multiple"
              allowClear
              optionFilterProp="label"
              placeholder={t('mass.all_groups')}
              options={(choices.data?.groups ?? []).map((one) => ({ value: one.id, label: one.name || one.id }))}
            />
          </Form.Item>
        )}
        <Form.Item name="text" label={t('mass.text')} rules={[{ required: true, message: t('setup.required') }]}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={1300} showCount />
        </Form.Item>
        <Form.Item name="attachments" label={t('attachment.label')} rules={[filledIn(t('attachment.incomplete'))]}>
          <Attachments account={account} most={9} />
        </Form.Item>
        {kind === 'customers' && <MassTrial account={account} />}
        {reach && <MassReach reach={reach} />}
        {make.error && <Refusal problem={make.error} />}
        {choices.error && <Refusal problem={choices.error} />}
      </Form>
    </Modal>
  );
}
