import { Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import { api } from '../api/client';
import { useAct } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { Is } from '../insight/Metric';
import { FormDialog } from '../ui/FormDialog';
import { isRatio, isShare, METRICS, ofGroups, type Alert, type Metric } from './alert';

interface Fields {
  name: string;
  metric: Metric;
  each_group?: boolean;
  rule: Alert['rule'];
  way: Alert['way'];
  days?: number;
  /** In percent where it is a share or a change. */
  value?: number;
  even_when_quiet?: boolean;
}

const RULES: Alert['rule'][] = ['band', 'change', 'threshold'];

const fieldsOf = ({ name, metric, each_group, rule, way, days, value, even_when_quiet }: Alert): Fields => ({
  name,
  metric,
  each_group,
  rule,
  way,
  days,
  even_when_quiet,
  // a share such as 0.07 has no exact hundredfold in a double
  value: value === null ? undefined : rule === 'change' || isShare(metric) ? Number((value * 100).toFixed(6)) : value,
});

function Rest({ fixed }: { fixed: boolean }) {
  const t = useT();
  const form = Form.useFormInstance<Fields>();
  const metric = Form.useWatch('metric', form) ?? 'messages';
  const rule = Form.useWatch('rule', form) ?? 'band';
  const ways: Alert['way'][] = rule === 'threshold' ? ['down', 'up'] : ['down', 'up', 'both'];
  const rules = RULES.filter((one) => one !== 'band' || !isRatio(metric));
  const needed = { required: true, message: t('setup.required') };
  const label = rule === 'change' ? t('alert.by') : isShare(metric) ? t('alert.value_share') : t('alert.value');
  return (
    <>
      {ofGroups(metric) && (
        <Form.Item name="each_group" valuePropName="checked">
          <Checkbox disabled={fixed}>{t('alert.each_group')}</Checkbox>
        </Form.Item>
      )}
      <Form.Item name="rule" label={t('alert.rule')} extra={t(`alert.rule_is.${rule}`)}>
        <Radio.Group options={rules.map((one) => ({ value: one, label: t(`alert.rule.${one}`) }))} />
      </Form.Item>
      <Form.Item name="way" label={t('alert.way')} rules={[needed]}>
        <Radio.Group options={ways.map((one) => ({ value: one, label: t(`alert.way.${one}`) }))} />
      </Form.Item>
      {rule !== 'band' && (
        <div className="row" style={{ flexWrap: 'wrap' }}>
          <Form.Item name="value" label={label} rules={[needed]}>
            <InputNumber min={0} />
          </Form.Item>
          <Form.Item name="days" label={t('alert.days')} rules={[needed]}>
            <InputNumber min={rule === 'change' && !isRatio(metric) ? 7 : 1} max={28} precision={0} />
          </Form.Item>
        </div>
      )}
      <Form.Item name="even_when_quiet" valuePropName="checked">
        <Checkbox>{t('alert.even_when_quiet')}</Checkbox>
      </Form.Item>
    </>
  );
}

/** Begins to watch a number, or watches it otherwise. */
export function AlertDialog({ of, onClose }: { of?: Alert; onClose: () => void }) {
  const t = useT();
  const community = useCommunity().id;
  const make = useAct(
    ({ value, days, each_group, ...fields }: Fields) => {
      const percent = fields.rule === 'change' || isShare(fields.metric);
      const body = {
        ...fields,
        each_group: Boolean(each_group) && ofGroups(fields.metric),
        days: fields.rule === 'band' ? 1 : days,
        value: fields.rule === 'band' || value === undefined ? null : percent ? value / 100 : value,
      };
      return of
        ? api.put('/alerts/{alert}', { path: { alert: of.id }, body })
        : api.post('/communities/{community}/alerts', { path: { community }, body });
    },
    {
      done: of ? 'alert.changed' : 'alert.made',
      changes: ['/communities/{community}/alerts', '/alerts'],
      onDone: onClose,
    },
  );
  const needed = { required: true, message: t('setup.required') };
  return (
    <FormDialog<Fields, Alert>
      open
      title={t(of ? 'alert.change' : 'alert.make')}
      about={of && t('alert.change_about')}
      confirm={t('common.save')}
      initial={of ? fieldsOf(of) : { metric: 'messages', each_group: true, rule: 'band', way: 'down', days: 7 }}
      act={make}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('alert.name')} rules={[needed]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="metric"
        label={
          <>
            {t('alert.metric')}
            <Is>{t('alert.metric_is')}</Is>
          </>
        }
      >
        <Select
          disabled={of !== undefined}
          options={METRICS.map((one) => ({ value: one, label: t(`alert.metric.${one}`) }))}
        />
      </Form.Item>
      <Rest fixed={of !== undefined} />
    </FormDialog>
  );
}
