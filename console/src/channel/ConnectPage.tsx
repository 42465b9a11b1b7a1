import { Button, Form, Skeleton, Steps } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { paths } from '../app/paths';
import { api } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { Addresses } from './Addresses';
import './channel.css';
import { CommonFields, given, markWrongField, otherwiseOf, PlatformFields } from './Fields';
import { Health } from './Health';
import { SeenGroups } from './SeenGroups';
import { useChannelWords, type Platform } from './words';

const STEPS = ['platform', 'fields', 'health', 'groups'] as const;
type Values = { name: string; community_id?: string; values: Record<string, string | undefined> };

function ChoosePlatform({ platforms, choose }: { platforms: Platform[]; choose: (platform: string) => void }) {
  const t = useT();
  const word = useChannelWords();
  if (platforms.length === 0) return <Teach title={t('connect.no_platforms')} />;
  return (
    <div className="grid">
      {platforms.map(({ platform }) => (
        <section key={platform} className="panel pad platform-card" aria-label={word.platform(platform)}>
          <h2>{word.platform(platform)}</h2>
          <p className="hint">{word.about(platform)}</p>
          <ActButton type="primary" permission="account:write" onClick={() => choose(platform)}>
            {t('connect.choose')}
          </ActButton>
        </section>
      ))}
    </div>
  );
}

function Credentials({ platform, onMade }: { platform: Platform; onMade: (account: string) => void }) {
  const t = useT();
  const word = useChannelWords();
  const [form] = Form.useForm<Values>();
  const [marked, setMarked] = useState(false);
  const connect = useAct(
    ({ name, community_id, values }: Values) =>
      api.post('/accounts', {
        body: { platform: platform.platform, name: name.trim(), values: given(values), community_id },
      }),
    { changes: ['/accounts'], onDone: (made) => onMade(made.id) },
  );
  const steps = word.steps(platform.platform);
  return (
    <div className="connect">
      <section className="panel pad">
        <Form<Values>
          form={form}
          layout="vertical"
          requiredMark={false}
          scrollToFirstError
          initialValues={{ name: word.platform(platform.platform), values: otherwiseOf(platform.fields) }}
          onFinish={(values) =>
            connect.mutate(values, {
              onError: (problem) => setMarked(markWrongField(form, problem, platform.fields, t('connect.field_wrong'))),
            })
          }
        >
          <PlatformFields platform={platform.platform} fields={platform.fields} />
          <CommonFields />
          {connect.error && !marked && (
            <Form.Item>
              <Refusal problem={connect.error} />
            </Form.Item>
          )}
          <ActButton type="primary" htmlType="submit" permission="account:write" loading={connect.isPending}>
            {t('connect.submit')}
          </ActButton>
        </Form>
      </section>
      {steps.length > 0 && (
        <section className="panel pad">
          <h2>{t('connect.prepare')}</h2>
          <ol className="prepare">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

function AfterConnecting({ id, step, go }: { id: string; step: 'health' | 'groups'; go: (step: string) => void }) {
  const t = useT();
  const navigate = useNavigate();
  const found = useRead('/accounts/{account}', { path: { account: id } });
  const health = useRead('/accounts/{account}/health', { path: { account: id } }, { enabled: step === 'health' });
  if (found.error) return <Refusal problem={found.error} retry={found.refetch} />;
  if (!found.data) return <Skeleton active />;
  const well = health.data?.checks.every((check) => check.state !== 'failed') ?? false;
  return (
    <div className="stack">
      {step === 'health' ? (
        <>
          <Health account={id} />
          <Addresses account={found.data} />
          <div className="row">
            <Button type={well ? 'primary' : 'default'} onClick={() => go('groups')}>
              {t(well ? 'connect.to_groups' : 'connect.anyway')}
            </Button>
            <Link to={paths.account(id, 'settings')}>{t('account.tab.settings')}</Link>
          </div>
        </>
      ) : (
        <>
          <SeenGroups account={found.data} />
          <div className="row">
            <Button type="primary" onClick={() => void navigate(paths.account(id))}>
              {t('connect.finish')}
            </Button>
            <Button onClick={() => go('health')}>{t('common.back')}</Button>
          </div>
        </>
      )}
    </div>
  );
}

/** Connecting an account, step by step; the place stands in the URL, so that a reload loses nothing but secrets. */
export default function ConnectPage() {
  const t = useT();
  const { values, set } = useFilters('platform', 'account', 'step');
  const platforms = useRead('/platforms');
  const platform = platforms.data?.items.find((one) => one.platform === values.platform);
  const step = values.account ? (values.step === 'groups' ? 'groups' : 'health') : platform ? 'fields' : 'platform';
  return (
    <main className="content" id="main">
      <Page
        back={<Link to={paths.accounts()}>← {t('accounts.title')}</Link>}
        title={t('connect.title')}
        about={t('connect.about')}
      >
        <div className="stack">
          <Steps
            size="small"
            responsive={false}
            titlePlacement="vertical"
            current={STEPS.indexOf(step)}
            items={STEPS.map((one) => ({ title: t(`connect.step.${one}`) }))}
          />
          {platforms.error && <Refusal problem={platforms.error} retry={platforms.refetch} />}
          {platforms.isPending && <Skeleton active />}
          {platforms.data && step === 'platform' && (
            <ChoosePlatform platforms={platforms.data.items} choose={(chosen) => set({ platform: chosen }, false)} />
          )}
          {step === 'fields' && platform && (
            <Credentials
              platform={platform}
              onMade={(account) => set({ account, step: 'health', platform: null }, false)}
            />
          )}
          {values.account && (step === 'health' || step === 'groups') && (
            <AfterConnecting id={values.account} step={step} go={(next) => set({ step: next }, false)} />
          )}
        </div>
      </Page>
    </main>
  );
}
