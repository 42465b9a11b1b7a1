import { Descriptions, Form, Segmented, Skeleton } from 'antd';
import { api } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { useT, type Language } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Refusal } from '../ui/Refusal';
import { ZoneSelect } from './ZoneSelect';

export function ServerTab() {
  const t = useT();
  const settings = useRead('/settings');
  const change = useAct(
    (body: { default_language?: Language; default_zone?: string }) => api.patch('/settings', { body }),
    {
      done: 'common.saved',
      changes: ['/settings'],
    },
  );
  if (settings.error) return <Refusal problem={settings.error} retry={settings.refetch} />;
  if (!settings.data) return <Skeleton active />;
  const { server, default_language, default_zone } = settings.data;
  return (
    <div className="grid two">
      <section className="panel pad">
        <Form
          layout="vertical"
          initialValues={{ default_language, default_zone }}
          onFinish={(values) => change.mutate(values)}
        >
          <Form.Item name="default_language" label={t('settings.default_language')}>
            <Segmented
              options={[
                { value: 'zh-CN', label: '中文' },
                { value: 'en', label: 'English' },
              ]}
            />
          </Form.Item>
          <Form.Item name="default_zone" label={t('settings.default_zone')}>
            <ZoneSelect />
          </Form.Item>
          <ActButton permission="settings:write" htmlType="submit" loading={change.isPending}>
            {t('common.save')}
          </ActButton>
        </Form>
      </section>
      <section className="panel pad">
        <Descriptions
          column={1}
          size="small"
          items={[
            {
              key: 'version',
              label: t('settings.version'),
              children: [server.version, server.commit].filter(Boolean).join(' · '),
            },
            { key: 'database', label: t('settings.database'), children: server.database ?? '–' },
            { key: 'java', label: t('settings.java'), children: server.java ?? '–' },
            { key: 'data', label: t('settings.data_folder'), children: server.data_folder ?? '–' },
            { key: 'started', label: t('settings.started_at'), children: <At at={server.started_at} /> },
          ]}
        />
      </section>
    </div>
  );
}
