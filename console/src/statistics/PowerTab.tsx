import { Alert, Button, Form, InputNumber, Radio, Select } from 'antd';
import { api, type Schemas } from '../api/client';
import { useAct } from '../api/queries';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Is } from '../insight/Metric';
import { METRICS, useMeasure, type Metric } from './metric';
import { LEVELS } from './ReadoutTab';

const SOLVES = ['people', 'effect', 'power'] as const;
const POWERS = [0.7, 0.8, 0.9, 0.95].map((power) => ({ value: power, label: `${power * 100}%` }));

interface Fields {
  solve: (typeof SOLVES)[number];
  metric: Metric;
  /** Of a share in percent. */
  baseline: number;
  sd?: number;
  lift?: number;
  total?: number;
  arms: number;
  alpha: number;
  power: number;
  per_day?: number;
}

function questionOf(fields: Fields): Schemas['PowerQuestion'] {
  const { solve, metric, baseline, lift, sd, total, ...rest } = fields;
  return {
    ...rest,
    metric,
    baseline: metric === 'share' ? baseline / 100 : baseline,
    sd: metric === 'mean' ? sd : undefined,
    lift: solve === 'effect' || lift === undefined ? undefined : lift / 100,
    total: solve === 'people' ? undefined : total,
  };
}

function Told({ answer, asked }: { answer: Schemas['PowerAnswer']; asked: Schemas['PowerQuestion'] }) {
  const t = useT();
  const format = useFormat();
  const measure = useMeasure(asked.metric ?? 'share');
  if (answer.answer === 'impossible') return <Alert type="error" showIcon title={t('power.impossible')} />;
  const comparisons = (asked.arms ?? 2) - 1;
  const sentence = answer.answer === 'power' ? 'chance' : answer.answer;
  return (
    <Alert
      type="success"
      showIcon
      title={t(`power.${sentence}`, {
        total: format.number(answer.total),
        per_arm: format.number(answer.per_arm),
        power: measure.percent(answer.power!),
        lift: measure.percent(answer.lift!),
        before: measure.value(asked.baseline),
        after: measure.value(answer.after!),
      })}
      description={
        <>
          {answer.days !== null && (
            <p>{t('power.days', { per_day: format.number(asked.per_day), days: format.number(answer.days) })}</p>
          )}
          {comparisons > 1 && <p>{t('power.several', { n: comparisons })}</p>}
          <p>{t('power.whole_weeks')}</p>
        </>
      }
    />
  );
}

/** The power calculator, both ways. */
export function PowerTab() {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const metric = Form.useWatch('metric', form) ?? 'share';
  const solve = Form.useWatch('solve', form) ?? 'people';
  const ask = useAct(async (fields: Fields) => {
    const asked = questionOf(fields);
    return { asked, answer: await api.post('/statistics/power', { body: asked }) };
  });
  const needed = { required: true, message: t('setup.required') };
  const wide = { style: { width: 160 } };
  return (
    <div className="stack">
      <Form<Fields>
        form={form}
        layout="vertical"
        className="panel pad"
        initialValues={{
          solve: 'people',
          metric: 'share',
          baseline: 20,
          sd: 60,
          lift: 10,
          total: 5000,
          arms: 2,
          alpha: 0.05,
          power: 0.8,
          per_day: 200,
        }}
        onFinish={ask.mutate}
        onValuesChange={() => ask.reset()}
      >
        <p className="hint">{t('power.about')}</p>
        <Form.Item name="solve" label={t('power.solve')}>
          <Radio.Group options={SOLVES.map((one) => ({ value: one, label: t(`power.solve.${one}`) }))} />
        </Form.Item>
        <Form.Item name="metric" label={t('statistics.metric')}>
          <Radio.Group options={METRICS.map((one) => ({ value: one, label: t(`statistics.metric.${one}`) }))} />
        </Form.Item>
        <div className="row">
          {metric === 'share' ? (
            <Form.Item name="baseline" label={t('power.baseline_share')} rules={[needed]}>
              <InputNumber min={0.0001} max={99.9999} suffix="%" {...wide} />
            </Form.Item>
          ) : (
            <>
              <Form.Item name="baseline" label={t('power.baseline_mean')} rules={[needed]}>
                <InputNumber {...wide} />
              </Form.Item>
              <Form.Item name="sd" label={t('statistics.sd')} rules={[needed]}>
                <InputNumber min={0.000001} {...wide} />
              </Form.Item>
            </>
          )}
          {solve !== 'effect' && (
            <Form.Item
              name="lift"
              label={
                <>
                  {t('power.lift')}
                  <Is>{t('power.lift_about')}</Is>
                </>
              }
              rules={[needed]}
            >
              <InputNumber min={-100} max={100_000} suffix="%" {...wide} />
            </Form.Item>
          )}
          {solve !== 'people' && (
            <Form.Item name="total" label={t('power.total')} rules={[needed]}>
              <InputNumber min={4} max={1_000_000_000} precision={0} {...wide} />
            </Form.Item>
          )}
        </div>
        <div className="row">
          <Form.Item name="arms" label={t('power.arms')} rules={[needed]}>
            <InputNumber min={2} max={10} precision={0} {...wide} />
          </Form.Item>
          <Form.Item name="alpha" label={t('statistics.certainty')}>
            <Select options={LEVELS} {...wide} />
          </Form.Item>
          {solve !== 'power' && (
            <Form.Item
              name="power"
              label={
                <>
                  {t('power.power')}
                  <Is>{t('power.power_is')}</Is>
                </>
              }
            >
              <Select options={POWERS} {...wide} />
            </Form.Item>
          )}
          <Form.Item name="per_day" label={t('power.per_day')}>
            <InputNumber min={0.01} max={1_000_000_000} {...wide} />
          </Form.Item>
        </div>
        <Button type="primary" htmlType="submit" loading={ask.isPending}>
          {t('power.ask')}
        </Button>
      </Form>
      <div aria-live="polite">{ask.data && <Told {...ask.data} />}</div>
    </div>
  );
}
