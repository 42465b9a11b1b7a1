import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as Antd, ConfigProvider } from 'antd';
import en from 'antd/locale/en_US';
import zh from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useEffect, useMemo } from 'react';
import { RouterProvider } from 'react-router';
import { client, ProblemError } from '../api/client';
import { LanguageProvider, useT } from '../i18n';
import { keepSession } from '../identity/session';
import { keepFocus } from '../ui/keepFocus';
import { paths } from './paths';
import { makeRouter } from './router';
import { AppearanceProvider, useAppearance } from './appearance';
import { darkTheme, theme } from './theme';

function makeQueries() {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, problem) => count < 2 && problem instanceof ProblemError && problem.status === 0,
        refetchOnWindowFocus: false,
      },
    },
  });
}

function Themed() {
  const t = useT();
  const { dark } = useAppearance();
  dayjs.locale(t.language === 'en' ? 'en' : 'zh-cn');
  const { queries, router } = useMemo(() => {
    const queries = makeQueries();
    const router = makeRouter(queries);
    client.onSignedOut(() => {
      keepSession(queries, null);
      void router.navigate(paths.signIn(location.pathname + location.search));
    });
    return { queries, router };
  }, []);
  return (
    <ConfigProvider
      theme={dark ? darkTheme : theme}
      locale={t.language === 'en' ? en : zh}
      button={{ autoInsertSpace: false }}
    >
      <Antd>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </Antd>
    </ConfigProvider>
  );
}

export function App() {
  useEffect(keepFocus, []);
  return (
    <LanguageProvider>
      <AppearanceProvider>
        <Themed />
      </AppearanceProvider>
    </LanguageProvider>
  );
}
