import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { api, type Schemas } from '../api/client';
import { useAct } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { Is } from '../insight/Metric';
import { FormDialog } from '../ui/FormDialog';
import type { Experiment } from './Experiments';

const OF_MEMBERS = ['spoke', 'stayed', 'messages', 'active_days', 'messages_per_active_day', 'came_back'] as const;
const OF_VISITORS = ['joined', 'stayed', 'ordered', 'answered', 'admitted'] as const;
const metricsOf = (unit: Schemas['ExperimentUnit']) => (unit === 'visitor' ? OF_VISITORS : OF_MEMBERS);
const MOST_ARMS = 10;

interface Fields {
  name: string;
  hypothesis?: string;
  unit: Schemas['ExperimentUnit'];
  arms: { key: string; name: string; weight: number }[];
  /** In percent. */
  holdout: number;
  metric: Schemas['ExperimentMetric'];
  guardrails: Schemas['ExperimentMetric'][];
  days: number;
  planned?: number | null;
}

/** What can be known of the unit that is chosen; what cannot is taken out again. */
function MetricSelect({
  mode,
  value,
  onChange,
  id,
}: {
  mode?: 'multiple';
  value?: string | string[];
  onChange?: (value: string | string[]) => void;
  id?: string;
}) {
  const t = useT();
  const known: readonly string[] = metricsOf(Form.useWatch<Fields['unit']>('unit') ?? 'member');
  const wrong = value !== undefined && [value].flat().some((one) => !known.includes(one));
  useEffect(() => {
    if (wrong) onChange?.(Array.isArray(value) ? value.filter((one) => known.includes(one)) : known[0]!);
  }, [wrong, value, known, onChange]);
  return (
    <Select
      id={id}
      mode={mode}
      value={value}
      onChange={onChange}
      options={known.map((one) => ({
        value: one,
        label: t(`experiment.metric.${one as Schemas['ExperimentMetric']}`),
      }))}
    />
  );
}

/** Plans an experiment, or changes one that has not begun. */
export function ExperimentDialog({ experiment, onClose }: { experiment: Experiment | null; onClose: () => void }) {
  const t = useT();
  const community = useCommunity().id;
  const go = useNavigate();
  const save = useAct(
    ({ holdout, ...fields }: Fields) => {
      const body = { ...fields, holdout: holdout / 100 };
      return experiment
        ? api.put('/experiments/{experiment}', { path: { experiment: experiment.id }, body })
        : api.post('/communities/{community}/experiments', { path: { community }, body });
    },
    {
      changes: ['/experiments', '/communities/{community}/experiments'],
      onDone: (saved) => {
        onClose();
        go(paths.experiment(community, saved.id));
      },
    },
  );
  const needed = { required: true, message: t('setup.required') };
  const key = { pattern: /^(?!holdout$)[a-z0-9_-]{1,20}$/, message: t('experiment.key_form') };
  return (
    <FormDialog<Fields, Experiment>
      open
      title={t(experiment ? 'experiment.change' : 'experiment.make')}
      confirm={t('common.save')}
      about={t('experiment.plan_about')}
      initial={
        experiment
          ? { ...experiment, holdout: experiment.holdout * 100, arms: experiment.arms }
          : {
              unit: 'member',
              arms: [
                { key: 'a', name: t('statistics.control'), weight: 1 },
                { key: 'b', name: t('statistics.treatment'), weight: 1 },
              ],
              holdout: 0,
              metric: 'spoke',
              guardrails: ['stayed'],
              days: 7,
            }
      }
      act={save}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('common.name')} rules={[needed]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="hypothesis" label={t('experiment.hypothesis')}>
        <Input.TextArea maxLength={2000} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
      <Form.Item name="unit" label={t('experiment.unit')} extra={t('experiment.unit_about')}>
        <Radio.Group
          options={(['member', 'group', 'visitor'] as const).map((one) => ({
            value: one,
            label: t(`experiment.unit.${one}`),
          }))}
        />
      </Form.Item>
      <Form.List name="arms">
        {(arms, { add, remove }) => (
          <>
            {arms.map(({ key: row, name }) => (
              <div
                key={row}
                className="arm-row plan-arm"
                role="group"
                aria-label={`${t('statistics.arm')} ${name + 1}`}
              >
                <Form.Item name={[name, 'name']} label={t('statistics.arm_name')} rules={[needed]}>
                  <Input maxLength={40} />
                </Form.Item>
                <Form.Item name={[name, 'key']} label={t('experiment.key')} rules={[needed, key]}>
                  <Input maxLength={20} />
                </Form.Item>
                <Form.Item name={[name, 'weight']} label={t('statistics.weight')} rules={[needed]}>
                  <InputNumber min={0.001} max={1000} />
                </Form.Item>
                {name > 1 && (
                  <Button
                    type="text"
                    icon={<DeleteOutlined aria-hidden />}
                    aria-label={t('statistics.remove_arm', { name: name + 1 })}
                    onClick={() => remove(name)}
                  />
                )}
              </div>
            ))}
            <Button
              icon={<PlusOutlined aria-hidden />}
              disabled={arms.length >= MOST_ARMS}
              onClick={() =>
                add({
                  key: String.fromCharCode(97 + arms.length),
                  name: t('statistics.another', { n: arms.length }),
                  weight: 1,
                })
              }
            >
              {t('statistics.add_arm')}
            </Button>
          </>
        )}
      </Form.List>
      <div className="row" style={{ marginTop: 16 }}>
        <Form.Item name="metric" label={t('experiment.metric')} rules={[needed]} style={{ minWidth: 200 }}>
          <MetricSelect />
        </Form.Item>
        <Form.Item name="days" label={t('experiment.days')} rules={[needed]}>
          <InputNumber min={1} max={90} precision={0} />
        </Form.Item>
        <Form.Item
          name="holdout"
          label={
            <>
              {t('experiment.holdout')}
              <Is>{t('experiment.holdout_is')}</Is>
            </>
          }
        >
          <InputNumber min={0} max={90} suffix="%" />
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
          <InputNumber min={10} max={100_000_000} precision={0} />
        </Form.Item>
      </div>
      <Form.Item name="guardrails" label={t('experiment.guardrails')} extra={t('experiment.guardrails_about')}>
        <MetricSelect mode="multiple" />
      </Form.Item>
    </FormDialog>
  );
}
