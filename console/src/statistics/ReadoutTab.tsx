import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Radio, Select } from 'antd';
import { api } from '../api/client';
import { useAct } from '../api/queries';
import { useT } from '../i18n';
import { Is } from '../insight/Metric';
import { METRICS, type Metric } from './metric';
import { Verdict } from './Verdict';
import './statistics.css';

interface ArmFields {
  name: string;
  n: number;
  weight: number;
  hits?: number;
  mean?: number;
  sd?: number;
}
interface Fields {
  metric: Metric;
  alpha: number;
  planned?: number;
  arms: ArmFields[];
}
const MOST_ARMS = 10;
export const LEVELS = [0.1, 0.05, 0.01].map((alpha) => ({ value: alpha, label: `${100 - alpha * 100}%` }));

function ArmRow({ at, metric, remove }: { at: number; metric: Metric; remove?: () => void }) {
  const t = useT();
  const needed = { required: true, message: t('setup.required') };
  const name = Form.useWatch(['arms', at, 'name']) as string | undefined;
  return (
    <div
      className={metric === 'mean' ? 'arm-row with-mean' : 'arm-row'}
      role="group"
      aria-label={`${t('statistics.arm')} ${at + 1}`}
    >
      <Form.Item name={[at, 'name']} label={t('statistics.arm_name')} rules={[needed]}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name={[at, 'n']} label={t('statistics.n')} rules={[needed]} tooltip={t('statistics.n_about')}>
        <InputNumber min={0} max={100_000_000} precision={0} />
      </Form.Item>
      {metric === 'share' ? (
        <Form.Item
          name={[at, 'hits']}
          label={t('statistics.hits')}
          dependencies={[['arms', at, 'n']]}
          rules={[
            needed,
            ({ getFieldValue }) => ({
              validator: (_, hits: number) =>
                hits <= (getFieldValue(['arms', at, 'n']) ?? 0)
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('statistics.too_many_hits'))),
            }),
          ]}
        >
          <InputNumber min={0} max={100_000_000} precision={0} />
        </Form.Item>
      ) : (
        <>
          <Form.Item name={[at, 'mean']} label={t('statistics.mean')} rules={[needed]}>
            <InputNumber />
          </Form.Item>
          <Form.Item name={[at, 'sd']} label={t('statistics.sd')} rules={[needed]}>
            <InputNumber min={0} />
          </Form.Item>
        </>
      )}
      <Form.Item
        name={[at, 'weight']}
        label={t('statistics.weight')}
        rules={[needed]}
        tooltip={t('statistics.weight_about')}
      >
        <InputNumber min={0.001} max={1000} />
      </Form.Item>
      {remove && (
        <Button
          type="text"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={t('statistics.remove_arm', { name: name ?? at + 1 })}
          onClick={remove}
        />
      )}
    </div>
  );
}

/** Counts or means in, and what they say. The example shows what goes where. */
export function ReadoutTab() {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const metric = Form.useWatch('metric', form) ?? 'share';
  const ask = useAct((fields: Fields) => api.post('/statistics/readout', { body: fields }));
  const example = { weight: 1, mean: 42, sd: 60 };
  return (
    <div className="stack">
      <Form<Fields>
        form={form}
        layout="vertical"
        className="panel pad"
        initialValues={{
          metric: 'share',
          alpha: 0.05,
          arms: [
            { ...example, name: t('statistics.control'), n: 1000, hits: 100 },
            { ...example, name: t('statistics.treatment'), n: 1000, hits: 131, mean: 48 },
          ],
        }}
        onFinish={ask.mutate}
        // What is shown must be what was entered.
        onValuesChange={() => ask.reset()}
      >
        <p className="hint">{t('statistics.readout_about')}</p>
        <Form.Item name="metric" label={t('statistics.metric')}>
          <Radio.Group options={METRICS.map((one) => ({ value: one, label: t(`statistics.metric.${one}`) }))} />
        </Form.Item>
        <Form.List name="arms">
          {(arms, { add, remove }) => (
            <>
              {arms.map(({ key, name }) => (
                <ArmRow key={key} at={name} metric={metric} remove={name > 1 ? () => remove(name) : undefined} />
              ))}
              <Button
                icon={<PlusOutlined aria-hidden />}
                disabled={arms.length >= MOST_ARMS}
                onClick={() => add({ weight: 1, name: t('statistics.another', { n: arms.length }) })}
              >
                {t('statistics.add_arm')}
              </Button>
            </>
          )}
        </Form.List>
        <div className="row" style={{ marginTop: 16 }}>
          <Form.Item name="alpha" label={t('statistics.certainty')}>
            <Select options={LEVELS} style={{ width: 110 }} />
          </Form.Item>
          <Form.Item
            name="planned"
            label={
              <>
                {t('statistics.planned')}
                <Is>{t('statistics.planned_about')}</Is>
              </>
            }
          >
            <InputNumber min={10} max={1_000_000_000} precision={0} placeholder="5000" style={{ width: 140 }} />
          </Form.Item>
        </div>
        <Button type="primary" htmlType="submit" loading={ask.isPending}>
          {t('statistics.read')}
        </Button>
      </Form>
      <div aria-live="polite">{ask.data && <Verdict readout={ask.data} />}</div>
    </div>
  );
}
