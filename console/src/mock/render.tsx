import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import { App as Antd } from 'antd';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach } from 'vitest';
import type { Schemas } from '../api/client';
import { Community } from '../community/community';
import { LanguageProvider, type Language } from '../i18n';
import { keepSession } from '../identity/session';
import { Zone } from '../ui/At';
import { mockFetch, type Asked } from './install';
import { world } from './world';

/** What React has put off is done before the window is taken away. */
afterEach(async () => {
  cleanup();
  await new Promise((done) => setTimeout(done, 10));
});

/** A view in a test: inside a community, against the mock, at a path. */
export function show(
  view: ReactNode,
  { at = '/', language = 'en' as Language, answers = {} as Record<string, (asked: Asked) => unknown> } = {},
) {
  cleanup();
  const handlers = { ...world(), ...answers };
  window.fetch = mockFetch(handlers);
  window.matchMedia ??= (query: string) =>
    ({
      matches: !query.includes('max-width'),
      media: query,
      addListener() {},
      removeListener() {},
      addEventListener() {},
      removeEventListener() {},
      dispatchEvent: () => false,
      onchange: null,
    }) as MediaQueryList;
  window.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  const community = handlers['GET /communities/{community}']({} as Asked) as Schemas['Community'];
  const router = createMemoryRouter([{ path: '*', element: view }], { initialEntries: [at] });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  keepSession(queries, handlers['GET /session']({} as Asked) as Schemas['Session']);
  return render(
    <LanguageProvider initial={language}>
      <Antd>
        <QueryClientProvider client={queries}>
          <Community.Provider value={community}>
            <Zone.Provider value={community.zone}>
              <RouterProvider router={router} />
            </Zone.Provider>
          </Community.Provider>
        </QueryClientProvider>
      </Antd>
    </LanguageProvider>,
  );
}
