import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Dropdown, Form, Input, Radio } from 'antd';
import { useNavigate } from 'react-router';
import { api, type Schemas } from '../api/client';
import { useAct } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { Refusal } from '../ui/Refusal';
import { GateForm } from './GateForm';
import { documentOf, fieldsOf, freshKey, FRESH, GATES, type GateFields, type PageFields } from './pageForm';
import { Picture } from './Picture';
import { Preview } from './Preview';
import { Variants } from './Variants';

function fresh(kind: GateFields['kind'], title: string, gates: GateFields[]): GateFields {
  const key = freshKey(
    'g',
    gates.map((gate) => gate?.key),
  );
  const head = { kind, key, title };
  switch (kind) {
    case 'form':
    case 'application':
      return { ...head, questions: [{ key: 'q1', kind: 'text', label: '', required: true }] };
    case 'quiz':
      return { ...head, pass: 1, tries: 3, items: [{ text: '', options: '', right: [] }] };
    case 'invite':
      return { ...head, friends: 2 };
    case 'fee':
      return { ...head, yuan: 9.9 };
    case 'membership':
    case 'follow':
      return head;
  }
}

/** Builds a page beside its preview. */
export function Builder({ page }: { page: Schemas['GatePage'] | null }) {
  const t = useT();
  const go = useNavigate();
  const community = useCommunity().id;
  const [form] = Form.useForm<PageFields>();
  const values = Form.useWatch([], form) as PageFields | undefined;
  const save = useAct(
    (fields: PageFields) => {
      const body = { name: fields.name, closed: fields.closed, document: documentOf(fields) };
      return page
        ? api.put('/pages/{page}', { path: { page: page.id }, body })
        : api.post('/communities/{community}/pages', { path: { community }, body });
    },
    {
      done: page ? 'page.saved' : 'page.made',
      changes: ['/pages', '/communities/{community}/pages'],
      onDone: (made) => {
        if (!page) void go(paths.page(community, made.id), { replace: true });
      },
    },
  );
  const needed = { required: true, message: t('setup.required') };
  return (
    <div className="builder">
      <Form<PageFields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={page ? fieldsOf(page) : FRESH}
        onFinish={() => save.mutate(form.getFieldsValue(true) as PageFields)}
        className="builder-form"
        scrollToFirstError
      >
        <Form.Item name="name" label={t('page.name')} rules={[needed]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="title" label={t('page.title')} rules={[needed]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="text" label={t('page.text')}>
          <Input.TextArea maxLength={5000} autoSize={{ minRows: 2, maxRows: 8 }} />
        </Form.Item>
        <Variants />
        <Form.Item name="picture" label={t('page.picture')}>
          <Picture />
        </Form.Item>
        <h2>{t('page.gates')}</h2>
        <Form.Item name="combine" label={t('page.combine')}>
          <Radio.Group
            className="stack tight"
            options={(['all', 'any'] as const).map((one) => ({ value: one, label: t(`page.combine.${one}`) }))}
          />
        </Form.Item>
        <Form.List name="gates">
          {(fields, { add, remove, move }) => (
            <div className="stack">
              {fields.length === 0 && <p className="hint">{t('page.gates_none')}</p>}
              {fields.map(({ key, name }) => (
                <GateForm
                  key={key}
                  at={name}
                  remove={() => remove(name)}
                  up={name > 0 ? () => move(name, name - 1) : undefined}
                />
              ))}
              <Dropdown
                trigger={['click']}
                autoFocus
                disabled={fields.length >= 10}
                menu={{
                  items: GATES.map((kind) => ({ key: kind, label: t(`gate.kind.${kind}`) })),
                  onClick: ({ key }) => {
                    const kind = key as GateFields['kind'];
                    const present = (form.getFieldValue('gates') ?? []) as GateFields[];
                    add(fresh(kind, t(`gate.kind.${kind}`), present));
                  },
                }}
              >
                <Button icon={<PlusOutlined aria-hidden />}>{t('page.add_gate')}</Button>
              </Dropdown>
            </div>
          )}
        </Form.List>
        <Form.Item name="captcha" valuePropName="checked" className="filters">
          <Checkbox>{t('page.captcha')}</Checkbox>
        </Form.Item>
        {page && (
          <Form.Item name="closed" valuePropName="checked">
            <Checkbox>{t('page.close_it')}</Checkbox>
          </Form.Item>
        )}
        {save.error && <Refusal problem={save.error} />}
        <ActButton type="primary" htmlType="submit" permission="gate:write" loading={save.isPending}>
          {t('common.save')}
        </ActButton>
      </Form>
      <Preview
        document={values?.combine && values.title ? documentOf(form.getFieldsValue(true) as PageFields) : null}
      />
    </div>
  );
}
