import { ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useT } from '../i18n';
import { freshKey, lines, type GateFields, type ItemFields, type QuestionFields, type PageFields } from './pageForm';
import { Picture } from './Picture';
import { QuestionForm } from './QuestionForm';
import { ArmsItem } from './Variants';

function Head({ title, remove, up }: { title: string; remove: () => void; up?: () => void }) {
  const t = useT();
  return (
    <div className="row apart">
      <b>{title}</b>
      <span>
        {up && <Button type="text" icon={<ArrowUpOutlined aria-hidden />} aria-label={t('page.up')} onClick={up} />}
        <Button
          type="text"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={`${t('page.remove')} ${title}`}
          onClick={remove}
        />
      </span>
    </div>
  );
}

function Questions({ at }: { at: number }) {
  const t = useT();
  const form = Form.useFormInstance();
  return (
    <Form.List name={[at, 'questions']}>
      {(fields, { add, remove, move }) => (
        <div className="stack">
          {fields.map(({ key, name }) => (
            <fieldset key={key} className="panel pad">
              <Head
                title={`${t('gate.question')} ${name + 1}`}
                remove={() => remove(name)}
                up={name > 0 ? () => move(name, name - 1) : undefined}
              />
              <QuestionForm gate={at} at={name} />
            </fieldset>
          ))}
          <Button
            icon={<PlusOutlined aria-hidden />}
            onClick={() => {
              const present = (form.getFieldValue(['gates', at, 'questions']) ?? []) as QuestionFields[];
              add({
                key: freshKey(
                  'q',
                  present.map((one) => one?.key),
                ),
                kind: 'text',
                label: '',
                required: true,
              });
            }}
          >
            {t('gate.add_question')}
          </Button>
        </div>
      )}
    </Form.List>
  );
}

function Item({ gate, at }: { gate: number; at: number }) {
  const t = useT();
  const item = Form.useWatch(['gates', gate, 'items', at]) as ItemFields | undefined;
  const needed = { required: true, message: t('setup.required') };
  return (
    <>
      <Form.Item name={[at, 'text']} label={t('gate.question')} rules={[needed]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name={[at, 'options']} label={t('gate.options')} rules={[needed]}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
      </Form.Item>
      <Form.Item name={[at, 'right']} label={t('gate.right')} rules={[needed]}>
        <Select mode="multiple" options={lines(item?.options).map((one) => ({ value: one, label: one }))} />
      </Form.Item>
    </>
  );
}

function Quiz({ at }: { at: number }) {
  const t = useT();
  return (
    <>
      <Form.List name={[at, 'items']}>
        {(fields, { add, remove }) => (
          <div className="stack">
            {fields.map(({ key, name }) => (
              <fieldset key={key} className="panel pad">
                <Head title={`${t('gate.question')} ${name + 1}`} remove={() => remove(name)} />
                <Item gate={at} at={name} />
              </fieldset>
            ))}
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => add({ text: '', options: '', right: [] })}>
              {t('gate.add_question')}
            </Button>
          </div>
        )}
      </Form.List>
      <div className="row filters">
        <Form.Item name={[at, 'pass']} label={t('gate.pass')}>
          <InputNumber min={1} max={50} precision={0} />
        </Form.Item>
        <Form.Item name={[at, 'tries']} label={t('gate.tries')}>
          <InputNumber min={0} max={100} precision={0} />
        </Form.Item>
      </div>
    </>
  );
}

/** One gate of a page. */
export function GateForm({ at, remove, up }: { at: number; remove: () => void; up?: () => void }) {
  const t = useT();
  const form = Form.useFormInstance<PageFields>();
  // Nobody types kinds and keys: without `preserve` only what has a field of its own is told.
  const kind = Form.useWatch(['gates', at, 'kind'], { form, preserve: true }) as GateFields['kind'] | undefined;
  const needed = { required: true, message: t('setup.required') };
  const rest: Record<GateFields['kind'], ReactNode> = {
    form: <Questions at={at} />,
    application: <Questions at={at} />,
    quiz: <Quiz at={at} />,
    membership: <p className="hint">{t('gate.membership_about')}</p>,
    invite: (
      <Form.Item name={[at, 'friends']} label={t('gate.friends')} rules={[needed]}>
        <InputNumber min={1} max={50} precision={0} />
      </Form.Item>
    ),
    follow: (
      <>
        <Form.Item name={[at, 'account']} label={t('gate.account')} rules={[needed]}>
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item name={[at, 'picture']} label={t('gate.code_picture')}>
          <Picture />
        </Form.Item>
      </>
    ),
    fee: (
      <Form.Item name={[at, 'yuan']} label={t('gate.amount')} rules={[needed]}>
        <InputNumber min={0.01} max={100_000} precision={2} />
      </Form.Item>
    ),
  };
  return (
    <fieldset className="panel pad">
      <Head title={kind ? t(`gate.kind.${kind}`) : ''} remove={remove} up={up} />
      <Form.Item name={[at, 'title']} label={t('gate.title')} rules={[needed]}>
        <Input maxLength={100} />
      </Form.Item>
      <ArmsItem name={[at, 'arms']} path={['gates', at, 'arms']} />
      {kind && rest[kind]}
    </fieldset>
  );
}
