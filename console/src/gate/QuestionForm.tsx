import { Checkbox, Form, Input, Select } from 'antd';
import { useT } from '../i18n';
import { CHOICES, lines, QUESTIONS, type PageFields, type QuestionFields } from './pageForm';
import { ArmsItem } from './Variants';

/** One question of a form, and when it is asked. */
export function QuestionForm({ gate, at }: { gate: number; at: number }) {
  const t = useT();
  const form = Form.useFormInstance<PageFields>();
  const all = (Form.useWatch(['gates', gate, 'questions'], { form, preserve: true }) ?? []) as (
    QuestionFields | undefined
  )[];
  const mine = all[at];
  const before = all.slice(0, at).filter((one) => one && CHOICES.includes(one.kind)) as QuestionFields[];
  const asked = before.find((one) => one.key === mine?.whenQuestion);
  const needed = { required: true, message: t('setup.required') };
  return (
    <>
      <div className="row">
        <Form.Item name={[at, 'label']} label={t('gate.question')} rules={[needed]} className="grow">
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name={[at, 'kind']} label={t('gate.kind')}>
          <Select
            popupMatchSelectWidth={false}
            options={QUESTIONS.map((kind) => ({ value: kind, label: t(`question.kind.${kind}`) }))}
          />
        </Form.Item>
      </div>
      {mine && CHOICES.includes(mine.kind) && (
        <Form.Item name={[at, 'options']} label={t('gate.options')} rules={[needed]}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
        </Form.Item>
      )}
      <Form.Item name={[at, 'hint']} label={t('gate.hint')}>
        <Input maxLength={200} />
      </Form.Item>
      {before.length > 0 && (
        <div className="row">
          <Form.Item name={[at, 'whenQuestion']} label={t('gate.when')} className="grow">
            <Select
              allowClear
              placeholder={t('gate.when_always')}
              options={before.map((one) => ({ value: one.key, label: one.label }))}
            />
          </Form.Item>
          {asked && (
            <Form.Item name={[at, 'whenIs']} label={t('gate.when_is')} rules={[needed]} className="grow">
              <Select mode="multiple" options={lines(asked.options).map((one) => ({ value: one, label: one }))} />
            </Form.Item>
          )}
        </div>
      )}
      <ArmsItem name={[at, 'arms']} path={['gates', gate, 'questions', at, 'arms']} />
      <Form.Item name={[at, 'required']} valuePropName="checked">
        <Checkbox>{t('gate.required')}</Checkbox>
      </Form.Item>
    </>
  );
}
