import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { useArms } from '../experiment/arms';
import { useT } from '../i18n';
import type { PageFields, Variant } from './pageForm';

/** For visitors with which arms a part of a page is; nothing where nothing is tried. */
export function ArmsItem({ name, path }: { name: (string | number)[]; path: (string | number)[] }) {
  const t = useT();
  const form = Form.useFormInstance();
  const chosen = Form.useWatch(path, { form, preserve: true }) as string[] | undefined;
  const arms = useArms(['visitor'], chosen);
  if (arms.length === 0 && (chosen ?? []).length === 0) return null;
  return (
    <Form.Item name={name} label={t('gate.arms')} extra={(chosen ?? []).length > 0 ? t('gate.arms_about') : undefined}>
      <Select mode="multiple" placeholder={t('gate.arms_everybody')} options={arms} />
    </Form.Item>
  );
}

function VariantForm({ at, remove }: { at: number; remove: () => void }) {
  const t = useT();
  const form = Form.useFormInstance<PageFields>();
  const chosen = Form.useWatch(['variants', at, 'arms'], { form, preserve: true }) as string[] | undefined;
  const needed = { required: true, message: t('setup.required') };
  return (
    <fieldset className="panel pad">
      <div className="row apart">
        <b>{t('page.variant')}</b>
        <Button
          type="text"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={`${t('page.remove')} ${t('page.variant')} ${at + 1}`}
          onClick={remove}
        />
      </div>
      <Form.Item name={[at, 'arms']} label={t('gate.arms')} rules={[needed]} extra={t('gate.arms_about')}>
        <Select mode="multiple" options={useArms(['visitor'], chosen)} />
      </Form.Item>
      <Form.Item name={[at, 'title']} label={t('page.title')} rules={[needed]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name={[at, 'text']} label={t('page.text')}>
        <Input.TextArea maxLength={5000} autoSize={{ minRows: 2, maxRows: 8 }} />
      </Form.Item>
    </fieldset>
  );
}

/** Other words for some arms; begins with the words everybody reads. */
export function Variants() {
  const t = useT();
  const form = Form.useFormInstance<PageFields>();
  const tried = useArms(['visitor']).length > 0;
  return (
    <Form.List name="variants">
      {(fields, { add, remove }) => (
        <div className="stack">
          {fields.map(({ key, name }) => (
            <VariantForm key={key} at={name} remove={() => remove(name)} />
          ))}
          {tried && fields.length < 10 && (
            <div>
              <Button
                icon={<PlusOutlined aria-hidden />}
                onClick={() => {
                  const { title, text } = form.getFieldsValue(true) as PageFields;
                  add({ arms: [], title, text } satisfies Variant);
                }}
              >
                {t('page.add_variant')}
              </Button>
            </div>
          )}
        </div>
      )}
    </Form.List>
  );
}
