import { InboxOutlined } from '@ant-design/icons';
import { Form, Input, Select, Upload, type UploadFile } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { paths } from '../app/paths';
import { api } from '../api/client';
import { useAct, useList } from '../api/queries';
import { useCommunity } from '../community/community';
import { useGroups } from '../community/groups';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ZoneSelect } from '../identity/ZoneSelect';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Page } from '../ui/Page';
import { Records } from '../ui/Records';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { ImportStateMark } from './ImportStateMark';
import './import.css';

export const FORMATS = [
  'auto',
  'whatsapp',
  'telegram',
  'qq',
  'wechat',
  'discord',
  'slack',
  'line',
  'irc',
  'ndjson',
  'csv',
] as const;
export const DATE_ORDERS = ['auto', 'dmy', 'mdy', 'ymd'] as const;
const NEW = 'new';

type Fields = { into: string; group_name?: string; format: string; zone: string; date_order: string; bots?: string };

function UploadForm() {
  const t = useT();
  const community = useCommunity();
  const navigate = useNavigate();
  const groups = useGroups();
  const [form] = Form.useForm<Fields>();
  const [files, setFiles] = useState<UploadFile[]>([]);
  const into = Form.useWatch('into', form);
  const name = Form.useWatch('group_name', form);
  const upload = useAct(
    (fields: Fields) => {
      const body = new FormData();
      for (const file of files) body.append('files', file.originFileObj ?? (file as unknown as File), file.name);
      if (fields.into === NEW) {
        body.set('group_name', fields.group_name!.trim());
        body.set('community_id', community.id);
      } else body.set('group_id', fields.into);
      body.set('format', fields.format);
      body.set('zone', fields.zone);
      body.set('date_order', fields.date_order);
      if (fields.bots?.trim()) body.set('bots', fields.bots.trim());
      body.set('dry_run', 'true');
      return api.post('/imports', { form: body });
    },
    { changes: ['/imports'], onDone: (started) => void navigate(paths.import(community.id, started.id)) },
  );
  const blocked =
    files.length === 0 ? t('imports.choose_file') : into === NEW && !name?.trim() ? t('imports.name_group') : null;
  return (
    <section className="panel pad" aria-label={t('imports.title')}>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ into: NEW, format: 'auto', zone: community.zone, date_order: 'auto' }}
        onFinish={(fields) => upload.mutate(fields)}
      >
        <Form.Item>
          <Upload.Dragger
            multiple
            fileList={files}
            beforeUpload={() => false}
            onChange={({ fileList }) => setFiles(fileList)}
          >
            <p className="upload-mark">
              <InboxOutlined aria-hidden />
            </p>
            <p className="upload-text">{t('imports.drop')}</p>
            <p className="hint">{t('imports.drop_about')}</p>
          </Upload.Dragger>
        </Form.Item>
        <div className="grid">
          <Form.Item name="into" label={t('imports.into')}>
            <Select
              options={[
                { value: NEW, label: t('imports.new_group') },
                ...groups.items
                  .filter((group) => group.platform !== 'sandbox')
                  .map((group) => ({ value: group.id, label: group.name })),
              ]}
            />
          </Form.Item>
          {into === NEW && (
            <Form.Item name="group_name" label={t('imports.group_name')}>
              <Input maxLength={80} />
            </Form.Item>
          )}
          <Form.Item name="format" label={t('imports.format')}>
            <Select options={FORMATS.map((format) => ({ value: format, label: t.code('platform', format) }))} />
          </Form.Item>
          <Form.Item name="zone" label={t('imports.zone')}>
            <ZoneSelect />
          </Form.Item>
          <Form.Item name="date_order" label={t('imports.date_order')}>
            <Select options={DATE_ORDERS.map((order) => ({ value: order, label: t(`imports.order.${order}`) }))} />
          </Form.Item>
          <Form.Item name="bots" label={t('imports.bots')}>
            <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
          </Form.Item>
        </div>
        {upload.error && (
          <Form.Item>
            <Refusal problem={upload.error} />
          </Form.Item>
        )}
        <div className="row">
          <ActButton
            type="primary"
            htmlType="submit"
            permission="import:write"
            blocked={blocked}
            loading={upload.isPending}
          >
            {t(upload.isPending ? 'imports.uploading' : 'imports.look_first')}
          </ActButton>
          <span className="muted small">{t('imports.look_first_about')}</span>
        </div>
      </Form>
    </section>
  );
}

export default function ImportsPage() {
  const t = useT();
  const format = useFormat();
  const community = useCommunity();
  const list = useList('/imports', { query: { community: community.id } });
  return (
    <Page title={t('imports.title')} about={t('imports.about')}>
      <UploadForm />
      <h2 className="section">{t('imports.list')}</h2>
      <Records
        list={list}
        label={t('imports.list')}
        empty={<Teach title={t('imports.empty')}>{t('imports.empty_about')}</Teach>}
        columns={[
          {
            key: 'files',
            title: t('imports.files'),
            narrow: 'head',
            show: (one) => (
              <Link to={paths.import(community.id, one.id)}>
                {one.files.map((file) => file.name).join(', ') || one.id}
              </Link>
            ),
          },
          { key: 'group', title: t('common.group'), show: (one) => one.group?.name ?? one.group_name ?? '–' },
          {
            key: 'format',
            title: t('imports.format'),
            width: 120,
            show: (one) => (one.summary ? t.code('platform', one.summary.format) : '–'),
          },
          {
            key: 'added',
            title: t('import.added'),
            width: 100,
            align: 'right',
            show: (one) => <span className="num">{format.number(one.summary?.added)}</span>,
          },
          { key: 'state', title: t('common.state'), width: 120, show: (one) => <ImportStateMark state={one.state} /> },
          { key: 'at', title: t('common.time'), width: 180, show: (one) => <At at={one.created_at} /> },
        ]}
      />
    </Page>
  );
}
