import { Alert, Button, Form, Input, Modal, Select } from 'antd';
import { api, type Schemas } from '../api/client';
import { useAct } from '../api/queries';
import { useT } from '../i18n';
import { APPS, VISITORS } from './planForm';
import type { Plan } from './Plans';

type Led = Schemas['Led'];

function Told({ led }: { led: Led }) {
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
  return <Alert type={led.why === 'led' ? 'success' : 'warning'} showIcon title={where} description={why} />;
}

/** Where one visitor would be led, and why. */
export function TryPlan({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const t = useT();
  const ask = useAct((visit: Schemas['Visit'] & { visitor: string }) => {
    const { visitor, ...rest } = visit;
    return api.post('/plans/{plan}/simulate', {
      path: { plan: plan.id },
      body: { ...rest, returning: visitor === 'returning' },
    });
  });
  return (
    <Modal open title={`${t('plan.simulate')} · ${plan.name}`} footer={null} onCancel={onClose}>
      <p className="hint">{t('plan.simulate_about')}</p>
      <Form layout="vertical" initialValues={{ time: '20:00', app: 'wechat', visitor: 'new' }} onFinish={ask.mutate}>
        <Form.Item
          name="time"
          label={t('plan.time')}
          rules={[{ pattern: /^([01]\d|2[0-3]):[0-5]\d$/, message: t('plan.time_wrong') }]}
        >
          <Input maxLength={5} />
        </Form.Item>
        <Form.Item name="region" label={t('plan.region')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="app" label={t('plan.app')}>
          <Select options={APPS.map((app) => ({ value: app, label: t(`plan.of_app.${app}`) }))} />
        </Form.Item>
        <Form.Item name="visitor" label={t('plan.rule_returning')}>
          <Select
            options={VISITORS.filter((one) => one !== 'any').map((one) => ({
              value: one,
              label: t(`plan.${one}_visitor`),
            }))}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={ask.isPending}>
          {t('plan.simulate_go')}
        </Button>
      </Form>
      <div aria-live="polite" className="filters">
        {ask.data && <Told led={ask.data} />}
      </div>
    </Modal>
  );
}
