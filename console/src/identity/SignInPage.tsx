import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useEffect } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { paths } from '../app/paths';
import { api } from '../api/client';
import { useAct } from '../api/queries';
import { useT } from '../i18n';
import { Refusal } from '../ui/Refusal';
import { Gate } from './Gate';
import { keepSession } from './session';

export default function SignInPage() {
  const t = useT();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const next = useSearchParams()[0].get('next');
  useEffect(() => {
    document.title = `${t('signin.title')} · Liana 群藤`;
  }, [t]);
  const signIn = useAct((body: { login: string; password: string }) => api.post('/session', { body }), {
    onDone: (session) => {
      keepSession(queries, session);
      // only a path of this console: `//elsewhere` would leave it
      void navigate(next?.startsWith('/') && !next.startsWith('//') ? next : paths.communities());
    },
  });
  return (
    <Gate>
      <Form layout="vertical" requiredMark={false} onFinish={(values) => signIn.mutate(values)}>
        <h2>{t('signin.title')}</h2>
        <Form.Item name="login" label={t('setup.login')} rules={[{ required: true, message: t('setup.required') }]}>
          <Input autoComplete="username" autoFocus size="large" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('setup.password')}
          rules={[{ required: true, message: t('setup.required') }]}
        >
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        {signIn.error && (
          <Form.Item>
            <Refusal problem={signIn.error} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
          {t('signin.submit')}
        </Button>
        <p className="hint" style={{ margin: '16px 0 0' }}>
          {t('signin.forgot')}
        </p>
      </Form>
    </Gate>
  );
}
