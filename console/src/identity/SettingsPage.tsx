import { Tabs } from 'antd';
import { useT } from '../i18n';
import { Page } from '../ui/Page';
import { useFilters } from '../ui/useFilters';
import { MeTab } from './MeTab';
import { OperatorsTab } from './OperatorsTab';
import { ServerTab } from './ServerTab';
import { TokensTab } from './TokensTab';

export default function SettingsPage() {
  const t = useT();
  const { values, set } = useFilters('tab');
  return (
    <main className="content" id="main">
      <Page title={t('settings.title')} about={t('settings.about')}>
        <Tabs
          activeKey={values.tab ?? 'me'}
          onChange={(tab) => set({ tab }, false)}
          destroyOnHidden
          items={[
            { key: 'me', label: t('settings.tab_me'), children: <MeTab /> },
            { key: 'operators', label: t('settings.tab_operators'), children: <OperatorsTab /> },
            { key: 'tokens', label: t('settings.tab_tokens'), children: <TokensTab /> },
            { key: 'server', label: t('settings.tab_server'), children: <ServerTab /> },
          ]}
        />
      </Page>
    </main>
  );
}
