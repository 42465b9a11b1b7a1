import { Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import { api, type Schemas } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { useT } from '../i18n';
import { FormDialog } from '../ui/FormDialog';
import type { Account } from './words';

type Fields = Pick<Schemas['Way'], 'kind' | 'name'> & Partial<Schemas['WayWish']>;

const BLANK: Partial<Fields> = { kind: 'group', groups: [], staff: [], grows: true, base_number: 1, confirms: false };

const wishOf = (fields: Fields): Schemas['WayWish'] =>
  fields.kind === 'group'
    ? {
        kind: 'group',
        name: fields.name,
        groups: fields.groups ?? [],
        grows: fields.grows ?? false,
        base_name: fields.grows ? fields.base_name : null,
        base_number: fields.grows ? fields.base_number : null,
      }
    : { kind: 'staff', name: fields.name, staff: fields.staff ?? [], confirms: fields.confirms ?? false };

function Where({ account, fixed }: { account: Account; fixed: boolean }) {
  const t = useT();
  const kind = Form.useWatch('kind') as Fields['kind'] | undefined;
  const grows = Form.useWatch('grows') as boolean | undefined;
  const choices = useRead('/accounts/{account}/mass-sends/choices', { path: { account: account.id } });
  const needed = { required: true, message: t('setup.required') };
  return (
    <>
      <Form.Item name="kind" label={t('way.kind')}>
        <Radio.Group
          disabled={fixed}
          options={(['group', 'staff'] as const).map((one) => ({ value: one, label: t(`way.kind.${one}`) }))}
        />
      </Form.Item>
      <Form.Item name="name" label={t('way.name')} extra={t('way.name_about')} rules={[needed]}>
        <Input maxLength={30} />
      </Form.Item>
      {kind === 'staff' ? (
        <>
          <Form.Item name="staff" label={t('way.staff')} rules={[needed]}>
            <Select
              mode="multiple"
              maxCount={100}
              options={(choices.data?.staff ?? []).map((one) => ({ value: one.id, label: one.id }))}
            />
          </Form.Item>
          <Form.Item name="confirms" valuePropName="checked">
            <Checkbox>{t('way.confirms')}</Checkbox>
          </Form.Item>
        </>
      ) : (
        <>
          <Form.Item name="groups" label={t('way.groups')} rules={[needed]}>
            <Select
              mode="multiple"
              maxCount={5}
              optionFilterProp="label"
              options={(choices.data?.groups ?? []).map((one) => ({ value: one.id, label: one.name || one.id }))}
            />
          </Form.Item>
          <Form.Item name="grows" valuePropName="checked">
            <Checkbox>{t('way.grows')}</Checkbox>
          </Form.Item>
          {grows && (
            <div className="row">
              <Form.Item name="base_name" label={t('way.base_name')} className="grow" rules={[needed]}>
                <Input maxLength={40} />
              </Form.Item>
              <Form.Item name="base_number" label={t('way.base_number')} rules={[needed]}>
                <InputNumber min={1} max={100_000} precision={0} />
              </Form.Item>
            </div>
          )}
        </>
      )}
    </>
  );
}

/** Makes a way in, or changes where one leads; its code stays. */
export function WayDialog({
  account,
  way,
  onClose,
}: {
  account: Account;
  way: Schemas['Way'] | null;
  onClose: () => void;
}) {
  const t = useT();
  const path = { account: account.id };
  const save = useAct(
    (fields: Fields) =>
      way
        ? api.put('/accounts/{account}/ways/{way}', { path: { ...path, way: way.id }, body: wishOf(fields) })
        : api.post('/accounts/{account}/ways', { path, body: wishOf(fields) }),
    { done: 'way.saved', changes: ['/accounts'], onDone: onClose },
  );
  return (
    <FormDialog<Fields, unknown>
      open
      title={way ? t('way.change') : t('way.make')}
      confirm={way ? t('way.change') : t('way.make')}
      initial={way ?? BLANK}
      act={save as never}
      onClose={onClose}
    >
      <Where account={account} fixed={way !== null} />
    </FormDialog>
  );
}
