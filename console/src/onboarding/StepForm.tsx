import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { Said } from '../ui/Said';
import { rendered, type Step } from './week';

const DAY = 24 * 60;
const UNITS = { minutes: 1, hours: 60, days: DAY } as const;
type Unit = keyof typeof UNITS;

export function Field({ label, children, grow }: { label: string; children: ReactNode; grow?: boolean }) {
  return (
    <label className={grow ? 'field grow' : 'field'}>
      <span>{label}</span>
      {children}
    </label>
  );
}

/** Minutes after the join, in the largest unit they fill. */
function After({ value, onChange }: { value: number; onChange: (minutes: number) => void }) {
  const t = useT();
  const unit: Unit = value > 0 && value % DAY === 0 ? 'days' : value > 0 && value % 60 === 0 ? 'hours' : 'minutes';
  return (
    <div className="row tight">
      <Field label={t('onboarding.after')}>
        <InputNumber
          min={0}
          max={(7 * DAY) / UNITS[unit]}
          precision={0}
          value={value / UNITS[unit]}
          onChange={(n) => onChange((n ?? 0) * UNITS[unit])}
        />
      </Field>
      <Field label={t('onboarding.unit')}>
        <Select
          value={unit}
          onChange={(chosen: Unit) => onChange(Math.min(7 * DAY, Math.max(1, value / UNITS[unit]) * UNITS[chosen]))}
          options={(Object.keys(UNITS) as Unit[]).map((one) => ({ value: one, label: t(`onboarding.unit.${one}`) }))}
        />
      </Field>
    </div>
  );
}

function Words({ label, value, onChange }: { label: string; value: string[]; onChange: (words: string[]) => void }) {
  return (
    <Field label={label} grow>
      <Select mode="tags" open={false} suffixIcon={null} aria-label={label} value={value} onChange={onChange} />
    </Field>
  );
}

/** One step: what it says, when, and how that looks. */
export function StepForm({
  step,
  change,
  remove,
  move,
  cannot,
  group,
}: {
  step: Step;
  change: (step: Step) => void;
  remove: () => void;
  move: (by: -1 | 1) => void;
  cannot?: string | null;
  group?: string;
}) {
  const t = useT();
  const community = useCommunity();
  const values = {
    name: t('onboarding.sample_name'),
    group: group ?? t('onboarding.sample_group'),
    community: community.name,
    buddy: t('onboarding.sample_buddy'),
  };
  const name = t(`onboarding.step.${step.type}`);
  const privately = ['greet', 'introduce', 'rules', 'remark', 'tell'].includes(step.type);
  const reminds = step.type === 'introduce' || step.type === 'rules';
  return (
    <fieldset className="panel pad stack" aria-label={name}>
      <div className="row apart">
        <b>{name}</b>
        <span className="row tight">
          <Button
            type="text"
            icon={<ArrowUpOutlined aria-hidden />}
            aria-label={t('onboarding.up')}
            onClick={() => move(-1)}
          />
          <Button
            type="text"
            icon={<ArrowDownOutlined aria-hidden />}
            aria-label={t('onboarding.down')}
            onClick={() => move(1)}
          />
          <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('plan.remove')} onClick={remove} />
        </span>
      </div>
      <p className="hint">{t(`onboarding.step_about.${step.type}`)}</p>
      {cannot && <p className="hint">{cannot}</p>}
      <div className="row">
        {step.type !== 'probation' && (
          <After value={step.after ?? 0} onChange={(after) => change({ ...step, after })} />
        )}
        {step.type === 'probation' && (
          <Field label={t('onboarding.probation_hours')}>
            <InputNumber
              min={1}
              max={168}
              precision={0}
              value={step.hours}
              onChange={(hours) => change({ ...step, hours: hours ?? 24 })}
            />
          </Field>
        )}
        {step.type === 'captcha' && (
          <>
            <Field label={t('onboarding.captcha_minutes')}>
              <InputNumber
                min={1}
                max={1440}
                precision={0}
                value={step.minutes}
                onChange={(minutes) => change({ ...step, minutes: minutes ?? 10 })}
              />
            </Field>
            <Field label={t('onboarding.captcha_otherwise')}>
              <Select
                value={step.otherwise}
                onChange={(otherwise) => change({ ...step, otherwise })}
                options={(['task', 'remove'] as const).map((one) => ({
                  value: one,
                  label: t(`onboarding.otherwise.${one}`),
                }))}
              />
            </Field>
          </>
        )}
      </div>
      <Field label={t('onboarding.text')}>
        <Input.TextArea
          value={step.text}
          maxLength={2000}
          autoSize={{ minRows: 2 }}
          onChange={(event) => change({ ...step, text: event.target.value })}
        />
      </Field>
      {step.text && <Said className="bubble" text={rendered(step.text, values)} />}
      {step.type === 'rules' && (
        <Words
          label={t('onboarding.words')}
          value={step.words ?? []}
          onChange={(words) => change({ ...step, words })}
        />
      )}
      {step.type === 'captcha' && (
        <Words
          label={t('onboarding.answers')}
          value={step.answers ?? []}
          onChange={(answers) => change({ ...step, answers })}
        />
      )}
      {step.type === 'buddy' && (
        <Field label={t('onboarding.buddy_task')}>
          <Input.TextArea
            value={step.task}
            maxLength={2000}
            autoSize
            onChange={(event) => change({ ...step, task: event.target.value })}
          />
        </Field>
      )}
      {privately && (
        <Checkbox
          checked={step.privately ?? false}
          onChange={(event) => change({ ...step, privately: event.target.checked })}
        >
          {t('onboarding.privately')}
        </Checkbox>
      )}
      {reminds && (
        <Checkbox
          checked={step.reminder != null}
          onChange={(event) => change({ ...step, reminder: event.target.checked ? { hours: 24, text: '' } : null })}
        >
          {t(step.type === 'rules' ? 'onboarding.remind_rules' : 'onboarding.remind_introduce')}
        </Checkbox>
      )}
      {reminds && step.reminder && (
        <div className="stack tight">
          <Field label={t('onboarding.remind_hours')}>
            <InputNumber
              min={1}
              max={144}
              precision={0}
              value={step.reminder.hours}
              onChange={(hours) => change({ ...step, reminder: { ...step.reminder!, hours: hours ?? 24 } })}
            />
          </Field>
          <Field label={t('onboarding.remind_text')}>
            <Input.TextArea
              value={step.reminder.text}
              maxLength={2000}
              autoSize
              onChange={(event) => change({ ...step, reminder: { ...step.reminder!, text: event.target.value } })}
            />
          </Field>
        </div>
      )}
    </fieldset>
  );
}
