import { Form, Input } from 'antd';
import { useT } from '../i18n';

/** A link under a text: its title and its address, or neither. */
export function LinkFields() {
  const t = useT();
  return (
    <div className="row">
      <Form.Item name="title" label={t('mass.link_title')} className="grow">
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item
        name="url"
        label={t('mass.link_url')}
        className="grow"
        rules={[{ pattern: /^https?:\/\//, message: t('mass.link_url_wrong') }]}
      >
        <Input maxLength={2000} placeholder="https://" />
      </Form.Item>
    </div>
  );
}
