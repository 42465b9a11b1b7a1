import { Button, Form, Input, Segmented } from 'antd';
import { api } from '../api/client';
import { useAct } from '../api/queries';
import { useLanguageChoice, useT, type Language } from '../i18n';
import { Refusal } from '../ui/Refusal';
import { useSession } from './session';

type Change = { name?: string; language?: Language; password?: string; present_password?: string };

export function MeTab() {
  const t = useT();
  const choose = useLanguageChoice();
  const session = useSession();
  const [form] = Form.useForm();
  const change = useAct((body: Change) => api.patch('/operators/{operator}', { path: { operator: 'me' }, body }), {
    done: 'common.saved',
    changes: ['/session', '/operators'],
  });
  const password = useAct((body: Change) => api.patch('/operators/{operator}', { path: { operator: 'me' }, body }), {
    done: 'settings.password_changed',
    onDone: () => form.resetFields(),
  });
  if (!session) return null;
  return (
    <div className="grid two">
      <section className="panel pad">
        <Form
          layout="vertical"
          requiredMark={false}
          initialValues={{ name: session.operator.name }}
          onFinish={(values) => change.mutate(values)}
        >
          <Form.Item label={t('settings.language')}>
            <Segmented
              aria-label={t('settings.language')}
              value={t.language}
              options={[
                { value: 'zh-CN', label: '中文' },
                { value: 'en', label: 'English' },
              ]}
              onChange={(value) => {
                choose(value as Language);
                change.mutate({ language: value as Language });
              }}
            />
          </Form.Item>
          <Form.Item name="name" label={t('setup.name')} rules={[{ required: true, message: t('setup.required') }]}>
            <Input maxLength={80} />
          </Form.Item>
          <Form.Item label={t('setup.login')}>
            <span>{session.operator.login}</span>
          </Form.Item>
          <Form.Item label={t('operators.role')}>
            <span>{t.code('operator_role', session.operator.role)}</span>
          </Form.Item>
          <Button htmlType="submit" loading={change.isPending}>
            {t('common.save')}
          </Button>
        </Form>
      </section>
      <section className="panel pad">
        <h2>{t('settings.change_password')}</h2>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={({ present_password, password: fresh }) => password.mutate({ present_password, password: fresh })}
        >
          <input type="text" name="username" autoComplete="username" value={session.operator.login} readOnly hidden />
          <Form.Item
            name="present_password"
            label={t('settings.present_password')}
            rules={[{ required: true, message: t('setup.required') }]}
          >
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Form.Item
            name="password"
            label={t('settings.new_password')}
            extra={t('setup.password_rule')}
            rules={[{ required: true, min: 10, message: t('setup.password_rule') }]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          {password.error && (
            <Form.Item>
              <Refusal problem={password.error} />
            </Form.Item>
          )}
          <Button htmlType="submit" loading={password.isPending}>
            {t('settings.change_password')}
          </Button>
        </Form>
      </section>
    </div>
  );
}
