import { CopyOutlined, DeleteOutlined, DownOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Segmented, Select } from 'antd';
import { useId, useRef } from 'react';
import { Link } from 'react-router';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useGroups } from '../community/groups';
import { useArms } from '../experiment/arms';
import { fill, useT } from '../i18n';
import { useMay } from '../identity/session';
import { Field } from '../onboarding/StepForm';
import { Mark } from '../ui/Mark';
import { Said } from '../ui/Said';
import { LAST_DAY, LONGEST, missingIn, TYPES, unknownIn, USUAL_HOURS, VARIABLES, type Step } from './playbook';
import { TypeMark } from './StepLine';

function Arms({ value, change }: { value: string[]; change: (arms: string[]) => void }) {
  const t = useT();
  const may = useMay();
  const community = useCommunity().id;
  const arms = useArms(['group'], value);
  if (arms.length === 0 && value.length === 0)
    return (
      <p className="hint">
        {may('experiment:read') ? (
          <>
            {t('playbook.arms_none')}{' '}
            <Link className="underlined" to={paths.experiments(community)}>
              {t('playbook.arms_plan')}
            </Link>
          </>
        ) : (
          t('playbook.arms_unseen')
        )}
      </p>
    );
  return (
    <Field label={t('playbook.arms')}>
      <Select
        mode="multiple"
        maxCount={20}
        aria-label={t('playbook.arms')}
        placeholder={t('playbook.arms_all')}
        optionFilterProp="label"
        value={value}
        onChange={change}
        options={arms}
      />
    </Field>
  );
}

/** What is said, with the variables at hand and how it will look. */
function Words({
  step,
  focus,
  wrong,
  change,
}: {
  step: Step;
  focus: boolean;
  wrong: boolean;
  change: (text: string) => void;
}) {
  const t = useT();
  const id = useId();
  const community = useCommunity();
  const group = useGroups().items[0]?.name ?? t('onboarding.sample_group');
  const box = useRef<HTMLTextAreaElement | null>(null);
  const putIn = (name: string) => {
    const at = box.current?.selectionStart ?? step.text.length;
    change(`${step.text.slice(0, at)}{${name}}${step.text.slice(at)}`);
    box.current?.focus();
  };
  const unknown = unknownIn(step.text);
  return (
    <>
      <div className="field">
        <span>
          <label htmlFor={id}>{t(step.type === 'say' ? 'playbook.text' : 'playbook.task_title')}</label>
        </span>
        <Input.TextArea
          id={id}
          autoFocus={focus}
          ref={(area) => {
            box.current = area?.resizableTextArea?.textArea ?? null;
          }}
          value={step.text}
          status={wrong ? 'error' : undefined}
          maxLength={LONGEST[step.type]}
          showCount
          style={{ marginBottom: 22 }} // room for the count
          autoSize={{ minRows: step.type === 'say' ? 3 : 1, maxRows: 12 }}
          onChange={(event) => change(event.target.value)}
        />
      </div>
      {step.type === 'task' ? (
        <p className="hint">{t('playbook.no_variables')}</p>
      ) : (
        <>
          <span className="row tight" role="group" aria-label={t('playbook.variables')}>
            <span className="small muted">{t('playbook.variables')}</span>
            {VARIABLES.map((name) => (
              <Button key={name} size="small" onClick={() => putIn(name)}>
                <code>{`{${name}}`}</code>&nbsp;{t.code('playbook.variable', name)}
              </Button>
            ))}
          </span>
          {unknown.length > 0 && (
            <p className="step-unknown small" role="status">
              {t('playbook.unknown_variables', { names: unknown.map((name) => `{${name}}`) })}
            </p>
          )}
          {step.text.trim() && (
            <div className="stack tight">
              <span className="small muted">{t('playbook.looks')}</span>
              <Said className="quote" text={fill(step.text, { group, community: community.name, day: step.day })} />
            </div>
          )}
        </>
      )}
    </>
  );
}

/** One step: closed a line, open a form. */
export function StepCard({
  step,
  open,
  focus,
  wrong,
  full,
  toggle,
  change,
  copy,
  remove,
}: {
  step: Step;
  open: boolean;
  /** Its words are written next. */
  focus: boolean;
  wrong: { part: string; text: string } | null;
  full: boolean;
  toggle: () => void;
  change: (step: Step) => void;
  copy: () => void;
  remove: () => void;
}) {
  const t = useT();
  const missing = missingIn(step);
  const bad = (part: string) => (wrong?.part === part || (missing as string[]).includes(part) ? 'error' : undefined);
  return (
    <li className={`panel step step-${step.type}`} data-testid={`step-${step.key}`}>
      <button type="button" className="step-open" aria-expanded={open} onClick={toggle}>
        {open ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}
        <span className="step-when num">
          {t('playbook.day_n', { n: step.day })} · {step.at}
        </span>
        <TypeMark type={step.type} />
        {missing.length > 0 && <Mark tone="bad">{t('playbook.incomplete_step')}</Mark>}
        {!open && (
          <span className="step-words muted" dir="auto">
            {step.text}
          </span>
        )}
      </button>
      {wrong && (
        <p className="step-wrong" role="alert">
          {wrong.text}
        </p>
      )}
      {open && (
        <div className="step-body stack">
          <div className="row" style={{ alignItems: 'end', gap: 16 }}>
            <Segmented
              aria-label={t('playbook.type')}
              value={step.type}
              options={TYPES.map((type) => ({ value: type, label: t(`playbook.type.${type}`) }))}
              onChange={(type) => change({ ...step, type, hours: type === 'task' ? step.hours : undefined })}
            />
            <Field label={t('playbook.day')}>
              <InputNumber
                min={1}
                max={LAST_DAY}
                precision={0}
                style={{ width: 100 }}
                status={bad('day')}
                value={step.day || null}
                onChange={(day) => change({ ...step, day: day ?? 0 })}
              />
            </Field>
            <Field label={t('playbook.at')}>
              <Input
                type="time"
                style={{ width: 130 }}
                status={bad('at')}
                value={step.at}
                onChange={(event) => change({ ...step, at: event.target.value.slice(0, 5) })}
              />
            </Field>
            {step.type === 'task' && (
              <Field label={t('playbook.hours')}>
                <InputNumber
                  min={1}
                  max={720}
                  precision={0}
                  style={{ width: 120 }}
                  status={bad('hours')}
                  placeholder={String(USUAL_HOURS)}
                  value={step.hours}
                  onChange={(hours) => change({ ...step, hours })}
                />
              </Field>
            )}
          </div>
          <Words
            step={step}
            focus={focus}
            wrong={bad('text') === 'error'}
            change={(text) => change({ ...step, text })}
          />
          <Arms value={step.arms ?? []} change={(arms) => change({ ...step, arms })} />
          <div className="row">
            <Button size="small" icon={<CopyOutlined aria-hidden />} disabled={full} onClick={copy}>
              {t('playbook.copy_step')}
            </Button>
            <Button size="small" danger icon={<DeleteOutlined aria-hidden />} onClick={remove}>
              {t('playbook.remove_step')}
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}
