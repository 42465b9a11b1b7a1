import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Result, Steps } from 'antd';
import { useEffect } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { paths } from '../app/paths';
import { api, type Schemas } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { useT } from '../i18n';
import { Refusal } from '../ui/Refusal';
import { Gate } from './Gate';
import { keepSession, useSession } from './session';
import { machineZone, ZoneSelect } from './ZoneSelect';

type Owner = { login: string; name: string; password: string; zone: string };

function OwnerStep({ token, onDone }: { token: string; onDone: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const setUp = useAct(
    ({ login, name, password, zone }: Owner) =>
      api.post('/setup', { body: { token, login, name, password, zone, language: t.language } }),
    {
      onDone: (session) => {
        keepSession(queries, session);
        onDone();
      },
    },
  );
  const required = [{ required: true, message: t('setup.required') }];
  return (
    <Form<Owner>
      layout="vertical"
      requiredMark={false}
      initialValues={{ zone: machineZone() }}
      onFinish={(owner) => setUp.mutate(owner)}
    >
      <p className="hint">{t('setup.you_about')}</p>
      <Form.Item name="name" label={t('setup.name')} rules={required}>
        <Input autoComplete="name" autoFocus />
      </Form.Item>
      <Form.Item name="login" label={t('setup.login')} rules={required}>
        <Input autoComplete="username" />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('setup.password')}
        extra={t('setup.password_rule')}
        rules={[{ required: true, min: 10, message: t('setup.password_rule') }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('setup.password_again')}
        dependencies={['password']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error(t('setup.password_differs'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item name="zone" label={t('setup.zone')} extra={t('setup.zone_why')} rules={required}>
        <ZoneSelect />
      </Form.Item>
      {setUp.error && (
        <Form.Item>
          <Refusal problem={setUp.error} />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block size="large" loading={setUp.isPending}>
        {t('setup.create')}
      </Button>
    </Form>
  );
}

function CommunityStep({ onDone }: { onDone: (community: Schemas['Community']) => void }) {
  const t = useT();
  const create = useAct((body: { name: string; goal?: string }) => api.post('/communities', { body }), {
    changes: ['/communities'],
    onDone,
  });
  return (
    <Form layout="vertical" requiredMark={false} onFinish={(values) => create.mutate(values)}>
      <p className="hint">{t('setup.community_about')}</p>
      <Form.Item
        name="name"
        label={t('setup.community_name')}
        rules={[{ required: true, message: t('setup.required') }]}
      >
        <Input placeholder={t('setup.community_name_example')} maxLength={80} autoFocus />
      </Form.Item>
      <Form.Item name="goal" label={t('setup.goal')}>
        <Input.TextArea placeholder={t('csettings.goal_example')} autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
      {create.error && (
        <Form.Item>
          <Refusal problem={create.error} />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block size="large" loading={create.isPending}>
        {t('setup.create_community')}
      </Button>
    </Form>
  );
}

/** Step and community live in the URL, so that a reload goes on where it was. */
export default function SetupPage() {
  const t = useT();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const token = search.get('token') ?? '';
  const session = useSession();
  // A demo, or a server that was restored, has a community already: nobody has to make another.
  const there = useRead('/communities', {}, { enabled: Boolean(session) });
  const community = search.get('community') ?? there.data?.items[0]?.id;
  const setup = useRead('/setup', { query: { token: token || undefined } });
  useEffect(() => {
    document.title = `${t('setup.title')} · Liana 群藤`;
  }, [t]);

  const step = community ? 2 : session ? 1 : 0;
  let body;
  if (setup.error) body = <Refusal problem={setup.error} retry={setup.refetch} />;
  else if (!setup.data) body = null;
  else if (step === 1 && there.isPending) body = null;
  else if (step === 2)
    body = (
      <Result
        status="success"
        title={t('setup.done_title')}
        subTitle={t('setup.done_about')}
        style={{ padding: 0 }}
        extra={
          <div className="stack tight">
            <Link to={paths.imports(community!)}>
              <Button type="primary" block>
                {t('setup.to_import')}
              </Button>
            </Link>
            <Link to={paths.room(community!)}>
              <Button block>{t('setup.to_room')}</Button>
            </Link>
          </div>
        }
      />
    );
  else if (step === 1) body = <CommunityStep onDone={(made) => setSearch({ community: made.id })} />;
  else if (!setup.data.needed)
    body = (
      <Result
        status="info"
        title={t('setup.done_already')}
        style={{ padding: 0 }}
        extra={
          <Button type="primary" onClick={() => void navigate(paths.signIn())}>
            {t('signin.submit')}
          </Button>
        }
      />
    );
  else if (!token || setup.data.token_valid === false)
    body = (
      <Result
        status="warning"
        title={t(token ? 'setup.link_wrong' : 'setup.link_needed')}
        subTitle={t('setup.link_needed_about')}
        style={{ padding: 0 }}
      />
    );
  else body = <OwnerStep token={token} onDone={() => setSearch({ step: 'community' })} />;

  return (
    <Gate>
      <div className="stack">
        <h2 className="visually-hidden">{t('setup.title')}</h2>
        <Steps
          size="small"
          responsive={false}
          current={step}
          items={[{ title: t('setup.step_you') }, { title: t('setup.step_place') }, { title: t('setup.step_done') }]}
        />
        {body}
      </div>
    </Gate>
  );
}
