import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, DatePicker, Form, Input, InputNumber, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useList, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { NEW_DOOR, STRATEGIES, type LeadFields } from './planForm';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const URL_START = /^(https?:\/\/|tg:|mqqapi:|weixin:)/;
const SLUG_END = /(^|\/)[0-9a-hj-km-np-tv-zA-HJ-KM-NP-TV-Z]{8}$/;

export function useChecks() {
  const t = useT();
  return {
    needed: { required: true, message: t('setup.required') },
    address: { pattern: URL_START, message: t('plan.url_wrong') },
    time: { pattern: TIME, message: t('plan.time_wrong') },
    slug: { pattern: SLUG_END, message: t('plan.slug_wrong') },
  };
}

export function Remove({ onClick }: { onClick: () => void }) {
  const t = useT();
  return <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('plan.remove')} onClick={onClick} />;
}

type Name = (string | number)[];

function PageField({ name }: { name: Name }) {
  const t = useT();
  const community = useCommunity();
  const { needed } = useChecks();
  const pages = useList('/communities/{community}/pages', { path: { community: community.id }, query: { limit: 200 } });
  return (
    <Form.Item name={name} label={t('plan.lead_page')} rules={[needed]}>
      <Select
        options={pages.items.map((page) => ({ value: page.id, label: page.name }))}
        notFoundContent={t('plan.no_pages')}
      />
    </Form.Item>
  );
}

function DoorForm({ at, path, remove }: { at: number; path: Name; remove: () => void }) {
  const t = useT();
  const { needed, address } = useChecks();
  const form = Form.useFormInstance();
  const byWeCom = Form.useWatch([...path, 'wecom']) as boolean | null | undefined;
  const groups = useRead('/groups', { query: { community: useCommunity().id } }).data?.items ?? [];
  const customerGroups = groups.filter((one) => one.platform === 'wecom');
  const optionsOf = (some: typeof groups) => some.map((one) => ({ value: one.id, label: one.name }));
  return (
    <fieldset className="panel pad">
      {(byWeCom ? (['key', 'expires_at', 'url', 'via'] as const) : (['key'] as const)).map((kept) => (
        <Form.Item key={kept} name={[at, kept]} hidden>
          <Input />
        </Form.Item>
      ))}
      <div className="row">
        <Form.Item name={[at, 'name']} label={t('plan.door')} rules={[needed]} className="grow">
          <Input maxLength={100} />
        </Form.Item>
        <Remove onClick={remove} />
      </div>
      {(byWeCom || customerGroups.length > 0) && (
        <Form.Item name={[at, 'wecom']} valuePropName="checked">
          <Checkbox onChange={({ target }) => form.setFieldValue([...path, 'url'], target.checked ? '' : undefined)}>
            {t('plan.by_wecom')}
          </Checkbox>
        </Form.Item>
      )}
      {byWeCom ? (
        <Form.Item
          name={[at, 'group']}
          label={t('plan.wecom_group')}
          extra={t('plan.wecom_group_about')}
          rules={[needed]}
        >
          <Select options={optionsOf(customerGroups)} />
        </Form.Item>
      ) : (
        <>
          <Form.Item name={[at, 'url']} label={t('plan.url')} rules={[needed, address]}>
            <Input maxLength={2000} placeholder="https://" />
          </Form.Item>
          <Form.Item
            name={[at, 'expires_at']}
            label={t('plan.expires')}
            extra={t('plan.expires_about')}
            getValueProps={(value?: string | null) => ({ value: value ? dayjs(value) : null })}
            normalize={(value: Dayjs | null) => value?.toISOString() ?? null}
          >
            <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
          </Form.Item>
          <Form.Item name={[at, 'group']} label={t('plan.door_group')} extra={t('plan.door_group_about')}>
            <Select allowClear options={optionsOf(groups)} />
          </Form.Item>
          <Form.Item name={[at, 'via']} label={t('plan.door_via')} extra={t('plan.door_via_about')}>
            <Input maxLength={2000} />
          </Form.Item>
        </>
      )}
      <div className="row">
        <Form.Item name={[at, 'show']} label={t('plan.show')} className="grow">
          <Select
            options={(['redirect', 'qr'] as const).map((one) => ({ value: one, label: t(`plan.show.${one}`) }))}
          />
        </Form.Item>
        <Form.Item name={[at, 'seats']} label={t('plan.room')} extra={t('plan.room_about')}>
          <InputNumber min={0} max={100_000} precision={0} />
        </Form.Item>
        <Form.Item name={[at, 'weight']} label={t('plan.weight')}>
          <InputNumber min={1} max={100} precision={0} />
        </Form.Item>
      </div>
    </fieldset>
  );
}

/**
 * Where somebody is led.
 *
 * @param name within the list it stands in; `path` from the top of the form
 */
export function LeadForm({ name, path, kinds }: { name: Name; path: Name; kinds: LeadFields['kind'][] }) {
  const t = useT();
  const { needed, address, slug } = useChecks();
  const kind = Form.useWatch([...path, 'kind']) as LeadFields['kind'] | undefined;
  return (
    <>
      <Form.Item name={[...name, 'kind']} label={t('plan.lead')}>
        <Select options={kinds.map((one) => ({ value: one, label: t(`plan.lead.${one}`) }))} />
      </Form.Item>
      {kind === 'link' && (
        <Form.Item name={[...name, 'url']} label={t('plan.rule_url')} rules={[needed, address]}>
          <Input maxLength={2000} placeholder="https://" />
        </Form.Item>
      )}
      {kind === 'code' && (
        <Form.Item name={[...name, 'slug']} label={t('plan.lead_slug')} rules={[needed, slug]}>
          <Input maxLength={200} />
        </Form.Item>
      )}
      {kind === 'words' && (
        <>
          <Form.Item name={[...name, 'title']} label={t('plan.fallback_title')} rules={[needed]}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name={[...name, 'text']} label={t('plan.fallback_text')}>
            <Input.TextArea maxLength={1000} autoSize />
          </Form.Item>
        </>
      )}
      {kind === 'page' && (
        <>
          <PageField name={[...name, 'page']} />
          <p className="hint">{t('plan.lead_then')}</p>
          <LeadForm name={[...name, 'then']} path={[...path, 'then']} kinds={['pool', 'link', 'words']} />
        </>
      )}
      {kind === 'pool' && (
        <>
          <Form.Item name={[...name, 'strategy']} label={t('plan.strategy')} rules={[needed]}>
            <Select options={STRATEGIES.map((one) => ({ value: one, label: t(`plan.strategy.${one}`) }))} />
          </Form.Item>
          <Form.List name={[...name, 'doors']} initialValue={[NEW_DOOR]}>
            {(fields, { add, remove }) => (
              <div className="stack">
                {fields.map((field) => (
                  <DoorForm
                    key={field.key}
                    at={field.name}
                    path={[...path, 'doors', field.name]}
                    remove={() => remove(field.name)}
                  />
                ))}
                <Button icon={<PlusOutlined aria-hidden />} onClick={() => add(NEW_DOOR)}>
                  {t('plan.add_door')}
                </Button>
              </div>
            )}
          </Form.List>
        </>
      )}
    </>
  );
}
