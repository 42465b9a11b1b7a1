import dayjs, { type Dayjs } from 'dayjs';
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, DatePicker, Form, Input, InputNumber, Modal, Select } from 'antd';
import { api } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { FormDialog } from '../ui/FormDialog';
import { APPS, documentOf, fieldsOf, STRATEGIES, VISITORS, type PlanFields } from './planForm';
import type { Plan } from './Plans';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const URL_START = /^(https?:\/\/|tg:|mqqapi:|weixin:)/;

function useRules() {
  const t = useT();
  return {
    needed: { required: true, message: t('setup.required') },
    address: { pattern: URL_START, message: t('plan.url_wrong') },
    time: { pattern: TIME, message: t('plan.time_wrong') },
  };
}

function Remove({ onClick }: { onClick: () => void }) {
  const t = useT();
  return <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('plan.remove')} onClick={onClick} />;
}

function RuleForm({ at, remove }: { at: number; remove: () => void }) {
  const t = useT();
  const { needed, address, time } = useRules();
  return (
    <fieldset className="panel pad">
      <div className="row">
        <Form.Item name={[at, 'name']} label={t('plan.rule_name')} rules={[needed]} className="grow">
          <Input maxLength={100} />
        </Form.Item>
        <Remove onClick={remove} />
      </div>
      <div className="row">
        <Form.Item name={[at, 'from']} label={t('plan.rule_from')} rules={[time]} className="grow">
          <Input maxLength={5} />
        </Form.Item>
        <Form.Item name={[at, 'until']} label={t('plan.rule_until')} rules={[time]} className="grow">
          <Input maxLength={5} />
        </Form.Item>
      </div>
      <Form.Item name={[at, 'regions']} label={t('plan.rule_regions')}>
        <Select mode="tags" open={false} suffixIcon={null} />
      </Form.Item>
      <Form.Item name={[at, 'apps']} label={t('plan.rule_apps')}>
        <Select mode="multiple" options={APPS.map((app) => ({ value: app, label: t(`plan.of_app.${app}`) }))} />
      </Form.Item>
      <Form.Item name={[at, 'visitor']} label={t('plan.rule_returning')}>
        <Select options={VISITORS.map((one) => ({ value: one, label: t(`plan.${one}_visitor`) }))} />
      </Form.Item>
      <Form.Item name={[at, 'url']} label={t('plan.rule_url')} rules={[needed, address]}>
        <Input maxLength={2000} placeholder="https://" />
      </Form.Item>
    </fieldset>
  );
}

function DoorForm({ at, remove }: { at: number; remove: () => void }) {
  const t = useT();
  const { needed, address } = useRules();
  const community = useCommunity().id;
  const form = Form.useFormInstance();
  const byWeCom = Form.useWatch(['doors', at, 'wecom']) as boolean | null | undefined;
  const groups = useRead('/groups', { query: { community } });
  const customerGroups = (groups.data?.items ?? []).filter((one) => one.platform === 'wecom');
  return (
    <fieldset className="panel pad">
      {(byWeCom ? (['key', 'expires_at'] as const) : (['key', 'group'] as const)).map((kept) => (
        <Form.Item key={kept} name={[at, kept]} hidden>
          <Input />
        </Form.Item>
      ))}
      <div className="row">
        <Form.Item name={[at, 'name']} label={t('plan.door')} rules={[needed]} className="grow">
          <Input maxLength={100} />
        </Form.Item>
        <Remove onClick={remove} />
      </div>
      {(byWeCom || customerGroups.length > 0) && (
        <Form.Item name={[at, 'wecom']} valuePropName="checked">
          <Checkbox
            onChange={({ target }) => form.setFieldValue(['doors', at, 'url'], target.checked ? '' : undefined)}
          >
            {t('plan.by_wecom')}
          </Checkbox>
        </Form.Item>
      )}
      {byWeCom ? (
        <>
          <Form.Item
            name={[at, 'group']}
            label={t('plan.wecom_group')}
            extra={t('plan.wecom_group_about')}
            rules={[needed]}
          >
            <Select options={customerGroups.map((one) => ({ value: one.id, label: one.name }))} />
          </Form.Item>
          <Form.Item name={[at, 'url']} hidden>
            <Input />
          </Form.Item>
        </>
      ) : (
        <>
          <Form.Item name={[at, 'url']} label={t('plan.url')} rules={[needed, address]}>
            <Input maxLength={2000} placeholder="https://" />
          </Form.Item>
          <Form.Item
            name={[at, 'expires_at']}
            label={t('plan.expires')}
            extra={t('plan.expires_about')}
            getValueProps={(value?: string | null) => ({ value: value ? dayjs(value) : null })}
            normalize={(value: Dayjs | null) => value?.toISOString() ?? null}
          >
            <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
          </Form.Item>
        </>
      )}
      <div className="row">
        <Form.Item name={[at, 'show']} label={t('plan.show')} className="grow">
          <Select
            options={(['redirect', 'qr'] as const).map((one) => ({ value: one, label: t(`plan.show.${one}`) }))}
          />
        </Form.Item>
        <Form.Item name={[at, 'seats']} label={t('plan.room')} extra={t('plan.room_about')}>
          <InputNumber min={0} max={100_000} precision={0} />
        </Form.Item>
        <Form.Item name={[at, 'weight']} label={t('plan.weight')}>
          <InputNumber min={1} max={100} precision={0} />
        </Form.Item>
      </div>
    </fieldset>
  );
}

/** Makes a plan, or changes one; doors keep their keys, so nobody loses a seat. */
export function PlanDialog({ plan, onClose }: { plan: Plan | null; onClose: () => void }) {
  const t = useT();
  const community = useCommunity().id;
  const save = useAct(
    (fields: PlanFields) => {
      const body = { name: fields.name, document: documentOf(fields) };
      return plan
        ? api.put('/plans/{plan}', { path: { plan: plan.id }, body })
        : api.post('/communities/{community}/plans', { path: { community }, body });
    },
    { done: 'plan.saved', changes: ['/communities/{community}/plans'], onDone: onClose },
  );
  const { needed } = useRules();
  const door = { show: 'redirect', weight: 1, seats: 200 };
  const initial: Partial<PlanFields> | null = plan
    ? fieldsOf(plan.name, plan.document)
    : {
        rules: [],
        strategy: 'fill_first',
        doors: [door as PlanFields['doors'][number]],
        title: t('plan.fallback_usual'),
        text: t('plan.fallback_usual_text'),
      };
  if (!initial)
    return (
      <Modal open title={plan?.name} footer={null} onCancel={onClose}>
        <Alert type="info" showIcon title={t('plan.elsewhere')} />
      </Modal>
    );
  return (
    <FormDialog<PlanFields, unknown>
      open
      title={plan ? plan.name : t('plan.make')}
      confirm={plan ? t('common.save') : undefined}
      initial={initial}
      act={save}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('plan.name')} rules={[needed]}>
        <Input maxLength={100} />
      </Form.Item>
      <h3>{t('plan.rules')}</h3>
      <p className="hint">{t('plan.rules_about')}</p>
      <Form.List name="rules">
        {(fields, { add, remove }) => (
          <div className="stack">
            {fields.map(({ key, name }) => (
              <RuleForm key={key} at={name} remove={() => remove(name)} />
            ))}
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => add({ visitor: 'any' })}>
              {t('plan.add_rule')}
            </Button>
          </div>
        )}
      </Form.List>
      <h3>{t('plan.rest')}</h3>
      <Form.Item name="strategy" label={t('plan.strategy')}>
        <Select options={STRATEGIES.map((one) => ({ value: one, label: t(`plan.strategy.${one}`) }))} />
      </Form.Item>
      <Form.List name="doors">
        {(fields, { add, remove }) => (
          <div className="stack">
            {fields.map(({ key, name }) => (
              <DoorForm key={key} at={name} remove={() => remove(name)} />
            ))}
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => add(door)}>
              {t('plan.add_door')}
            </Button>
          </div>
        )}
      </Form.List>
      <h3>{t('plan.fallback')}</h3>
      <Form.Item name="title" label={t('plan.fallback_title')} rules={[needed]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="text" label={t('plan.fallback_text')}>
        <Input.TextArea maxLength={1000} autoSize />
      </Form.Item>
    </FormDialog>
  );
}
