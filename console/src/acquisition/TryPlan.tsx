import { Alert, Button, Form, Input, Modal, Select } from 'antd';
import { api, type Schemas } from '../api/client';
import { useAct } from '../api/queries';
import { useArms } from '../experiment/arms';
import { useT } from '../i18n';
import { useChecks } from './LeadForm';
import { APPS, DAYS, DEVICES, VISITORS } from './planForm';
import type { Plan } from './Plans';

type Led = Schemas['Led'];
type Asked = Schemas['Visit'] & { visitor: (typeof VISITORS)[number] };

/** "A returning visitor from Chengdu in WeChat at 23:10 → group 7, because …" */
function Told({ led, asked }: { led: Led; asked: Asked }) {
  const t = useT();
  const where = led.door
    ? t('plan.told_door', { door: led.door })
    : led.url
      ? t('plan.told_url', { url: led.url })
      : t('plan.told_words', { title: led.title ?? '' });
  const why =
    led.why === 'full'
      ? t('plan.told_full')
      : led.why === 'broken'
        ? t('plan.told_broken')
        : led.rule
          ? t('plan.told_rule', { rule: led.rule })
          : t('plan.told_rest');
  const who = t(asked.region ? 'plan.told_who_from' : 'plan.told_who', {
    visitor: t(`plan.told_${asked.visitor === 'returning' ? 'returning' : 'new'}`),
    region: asked.region ?? '',
    app: t(`plan.of_app.${asked.app ?? 'browser'}`),
    time: asked.time ?? '12:00',
    day: t(`plan.day.${asked.day ?? 'monday'}`),
  });
  return (
    <Alert
      type={led.why === 'led' ? 'success' : 'warning'}
      showIcon
      title={`${who} → ${where}`}
      description={
        <>
          {why}
          {led.page && ` ${t('plan.told_gated')}`}
        </>
      }
    />
  );
}

/** Where one visitor would be led, and why. */
export function TryPlan({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const t = useT();
  const { time } = useChecks();
  const arms = useArms(['visitor']);
  const ask = useAct((asked: Asked) => {
    const { visitor, ...visit } = asked;
    return api
      .post('/plans/{plan}/simulate', {
        path: { plan: plan.id },
        body: { ...visit, returning: visitor === 'returning' },
      })
      .then((led) => ({ led, asked }));
  });
  return (
    <Modal open title={`${t('plan.simulate')} · ${plan.name}`} footer={null} onCancel={onClose}>
      <p className="hint">{t('plan.simulate_about')}</p>
      <Form
        layout="vertical"
        initialValues={{ time: '20:00', day: 'monday', app: 'wechat', device: 'ios', visitor: 'new' }}
        onFinish={ask.mutate}
      >
        <div className="row">
          <Form.Item name="time" label={t('plan.time')} rules={[time]} className="grow">
            <Input maxLength={5} />
          </Form.Item>
          <Form.Item name="day" label={t('plan.rule_days')} className="grow">
            <Select options={DAYS.map((day) => ({ value: day, label: t(`plan.day.${day}`) }))} />
          </Form.Item>
        </div>
        <Form.Item name="region" label={t('plan.region')}>
          <Input maxLength={100} />
        </Form.Item>
        <div className="row">
          <Form.Item name="app" label={t('plan.app')} className="grow">
            <Select options={APPS.map((app) => ({ value: app, label: t(`plan.of_app.${app}`) }))} />
          </Form.Item>
          <Form.Item name="device" label={t('plan.rule_devices')} className="grow">
            <Select options={DEVICES.map((one) => ({ value: one, label: t(`plan.device.${one}`) }))} />
          </Form.Item>
        </div>
        <Form.Item name="visitor" label={t('plan.rule_returning')}>
          <Select
            options={VISITORS.filter((one) => one !== 'any').map((one) => ({
              value: one,
              label: t(`plan.${one}_visitor`),
            }))}
          />
        </Form.Item>
        <Form.Item name="tags" label={t('plan.rule_tags')}>
          <Select mode="tags" open={false} suffixIcon={null} />
        </Form.Item>
        {arms.length > 0 && (
          <Form.Item name="arms" label={t('plan.rule_arms')}>
            <Select mode="multiple" options={arms} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" loading={ask.isPending}>
          {t('plan.simulate_go')}
        </Button>
      </Form>
      <div aria-live="polite" className="filters">
        {ask.data && <Told {...ask.data} />}
      </div>
    </Modal>
  );
}
