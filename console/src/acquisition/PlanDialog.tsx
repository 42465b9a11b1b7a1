import { PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { api } from '../api/client';
import { useAct } from '../api/queries';
import { useCommunity } from '../community/community';
import { useArms } from '../experiment/arms';
import { useT } from '../i18n';
import { FormDialog } from '../ui/FormDialog';
import { LeadForm, Remove, useChecks } from './LeadForm';
import { APPS, DAYS, DEVICES, documentOf, fieldsOf, NEW_DOOR, VISITORS, type PlanFields } from './planForm';
import type { Plan } from './Plans';

function RuleForm({ at, remove }: { at: number; remove: () => void }) {
  const t = useT();
  const { needed, time } = useChecks();
  const chosen = Form.useWatch(['rules', at, 'arms']) as string[] | undefined;
  const arms = useArms(['visitor'], chosen);
  const tags = { mode: 'tags', open: false, suffixIcon: null } as const;
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
      <Form.Item name={[at, 'days']} label={t('plan.rule_days')}>
        <Select mode="multiple" options={DAYS.map((day) => ({ value: day, label: t(`plan.day.${day}`) }))} />
      </Form.Item>
      <Form.Item name={[at, 'regions']} label={t('plan.rule_regions')}>
        <Select {...tags} />
      </Form.Item>
      <Form.Item name={[at, 'devices']} label={t('plan.rule_devices')}>
        <Select mode="multiple" options={DEVICES.map((one) => ({ value: one, label: t(`plan.device.${one}`) }))} />
      </Form.Item>
      <Form.Item name={[at, 'apps']} label={t('plan.rule_apps')}>
        <Select mode="multiple" options={APPS.map((app) => ({ value: app, label: t(`plan.of_app.${app}`) }))} />
      </Form.Item>
      <Form.Item name={[at, 'visitor']} label={t('plan.rule_returning')}>
        <Select options={VISITORS.map((one) => ({ value: one, label: t(`plan.${one}_visitor`) }))} />
      </Form.Item>
      <Form.Item name={[at, 'tags']} label={t('plan.rule_tags')} extra={t('plan.rule_tags_about')}>
        <Select {...tags} />
      </Form.Item>
      {(arms.length > 0 || (chosen ?? []).length > 0) && (
        <Form.Item name={[at, 'arms']} label={t('plan.rule_arms')} extra={t('plan.rule_arms_about')}>
          <Select mode="multiple" options={arms} />
        </Form.Item>
      )}
      <LeadForm name={[at, 'lead']} path={['rules', at, 'lead']} kinds={['link', 'pool', 'page', 'code', 'words']} />
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
  const { needed } = useChecks();
  const initial: Partial<PlanFields> = plan
    ? fieldsOf(plan.name, plan.document)
    : {
        rules: [],
        otherwise: { kind: 'pool', strategy: 'fill_first', doors: [NEW_DOOR] },
        fallback: { kind: 'words', title: t('plan.fallback_usual'), text: t('plan.fallback_usual_text') },
      };
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
            <Button
              icon={<PlusOutlined aria-hidden />}
              onClick={() => add({ visitor: 'any', lead: { kind: 'link', strategy: 'fill_first' } })}
            >
              {t('plan.add_rule')}
            </Button>
          </div>
        )}
      </Form.List>
      <h3>{t('plan.rest')}</h3>
      <LeadForm name={['otherwise']} path={['otherwise']} kinds={['pool', 'page', 'link', 'code', 'words']} />
      <h3>{t('plan.fallback')}</h3>
      <LeadForm name={['fallback']} path={['fallback']} kinds={['words', 'link']} />
      <h3>{t('plan.limits')}</h3>
      <Form.Item name="low_at" label={t('plan.low_at')} extra={t('plan.low_at_about')}>
        <InputNumber min={0} max={100_000} precision={0} />
      </Form.Item>
      <Form.Item name="network_seats" label={t('plan.network_seats')} extra={t('plan.network_seats_about')}>
        <InputNumber min={1} max={100_000} precision={0} />
      </Form.Item>
    </FormDialog>
  );
}
