import {
  ApiOutlined,
  BulbOutlined,
  GlobalOutlined,
  LogoutOutlined,
  SettingOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown, Layout } from 'antd';
import { Link, Outlet, useNavigate, useNavigation } from 'react-router';
import { api } from '../api/client';
import { useAct } from '../api/queries';
import { useLanguageChoice, useT, type Language } from '../i18n';
import { keepSession, useSession } from '../identity/session';
import { APPEARANCES, useAppearance, type Appearance } from './appearance';
import { Logo } from './Logo';
import { paths } from './paths';
import { Unreachable } from './Unreachable';

export function LanguageButton() {
  const t = useT();
  const choose = useLanguageChoice();
  const other: Language = t.language === 'en' ? 'zh-CN' : 'en';
  return (
    <Button
      type="text"
      icon={<GlobalOutlined aria-hidden />}
      lang={other}
      aria-label={other === 'en' ? 'English' : '中文'}
      onClick={() => choose(other)}
      data-testid="language"
    >
      <span className="wide-only">{other === 'en' ? 'English' : '中文'}</span>
    </Button>
  );
}

function AppearanceButton() {
  const t = useT();
  const { choice, choose } = useAppearance();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectable: true,
        selectedKeys: [choice],
        items: APPEARANCES.map((one) => ({ key: one, label: t(`appearance.${one}`) })),
        onClick: ({ key }) => choose(key as Appearance),
      }}
    >
      <Button
        type="text"
        icon={<BulbOutlined aria-hidden />}
        aria-label={t('appearance.now', { now: t(`appearance.${choice}`) })}
        data-testid="appearance"
      />
    </Dropdown>
  );
}

export function Shell() {
  const t = useT();
  const session = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const moving = useNavigation().state !== 'idle';
  const signOut = useAct(() => api.delete('/session'), {
    onDone: () => {
      keepSession(queries, null);
      queries.clear();
      void navigate(paths.signIn());
    },
  });
  return (
    <Layout className="app">
      <a className="skip" href="#main">
        {t('common.skip')}
      </a>
      <Layout.Header className="bar">
        <Link to={paths.communities()} className="brand" aria-label={t('nav.home')}>
          <Logo />
          <span className="brand-name">
            Liana <span lang="zh-CN">群藤</span>
          </span>
        </Link>
        <div id="bar-place" className="bar-place" />
        <AppearanceButton />
        <LanguageButton />
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'accounts', icon: <ApiOutlined aria-hidden />, label: t('nav.accounts') },
              { key: 'settings', icon: <SettingOutlined aria-hidden />, label: t('nav.server_settings') },
              { key: 'sign-out', icon: <LogoutOutlined aria-hidden />, label: t('nav.sign_out') },
            ],
            onClick: ({ key }) => {
              if (key === 'sign-out') signOut.mutate(undefined);
              else void navigate(key === 'accounts' ? paths.accounts() : paths.settings());
            },
          }}
        >
          <Button
            type="text"
            icon={<UserOutlined aria-hidden />}
            aria-label={t('nav.account', { name: session?.operator.name ?? '' })}
          >
            <span className="wide-only">{session?.operator.name}</span>
          </Button>
        </Dropdown>
      </Layout.Header>
      <Unreachable />
      {moving && <div className="moving" role="progressbar" aria-label={t('common.loading')} />}
      <Outlet />
    </Layout>
  );
}
