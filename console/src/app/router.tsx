import type { QueryClient } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { createBrowserRouter, redirect } from 'react-router';
import { api } from '../api/client';
import { loadSession } from '../identity/session';
import { CommunityShell } from './CommunityShell';
import { Broken, BrokenPage } from './Broken';
import { paths } from './paths';
import { Shell } from './Shell';
import { Waiting } from './Waiting';

const view = (load: () => Promise<{ default: ComponentType }>) => async () => ({ Component: (await load()).default });

export function makeRouter(queries: QueryClient) {
  async function mustBeSignedIn({ request }: { request: Request }) {
    if (await loadSession(queries)) return null;
    const setup = await api.get('/setup');
    if (setup.needed) return redirect(paths.setup());
    const { pathname, search } = new URL(request.url);
    return redirect(paths.signIn(pathname === '/' ? undefined : pathname + search));
  }

  return createBrowserRouter([
    {
      errorElement: <BrokenPage />,
      hydrateFallbackElement: <Waiting />,
      children: [
        { path: '/setup', lazy: view(() => import('../identity/SetupPage')) },
        { path: '/sign-in', lazy: view(() => import('../identity/SignInPage')) },
        { path: '/sidebar/:account', lazy: view(() => import('../sidebar/SidebarPage')) },
        {
          path: '/',
          element: <Shell />,
          loader: mustBeSignedIn,
          shouldRevalidate: () => false,
          children: [
            { index: true, loader: () => redirect(paths.communities()) },
            { path: 'communities', lazy: view(() => import('../community/CommunitiesPage')) },
            { path: 'accounts', lazy: view(() => import('../channel/AccountsPage')) },
            { path: 'accounts/connect', lazy: view(() => import('../channel/ConnectPage')) },
            { path: 'accounts/:account', lazy: view(() => import('../channel/AccountPage')) },
            { path: 'settings', lazy: view(() => import('../identity/SettingsPage')) },
            {
              path: 'communities/:community',
              element: <CommunityShell />,
              children: [
                { index: true, loader: ({ params }) => redirect(paths.overview(params.community!)) },
                { path: 'overview', lazy: view(() => import('../insight/OverviewPage')) },
                { path: 'conversation', lazy: view(() => import('../member/ConversationPage')) },
                { path: 'habits', lazy: view(() => import('../question/HabitsPage')) },
                { path: 'connections', lazy: view(() => import('../connection/ConnectionsPage')) },
                { path: 'funnel', lazy: view(() => import('../question/FunnelPage')) },
                { path: 'alerts', lazy: view(() => import('../alert/AlertsPage')) },
                { path: 'sql', lazy: view(() => import('../analyst/SqlPage')) },
                { path: 'saved', lazy: view(() => import('../saved/SavedPage')) },
                { path: 'league', lazy: view(() => import('../scorecard/ScorecardPage')) },
                { path: 'reviews', lazy: view(() => import('../review/ReviewsPage')) },
                { path: 'reviews/:review', lazy: view(() => import('../review/ReviewPage')) },
                { path: 'segments', lazy: view(() => import('../segment/SegmentsPage')) },
                { path: 'segments/:segment', lazy: view(() => import('../segment/SegmentPage')) },
                { path: 'customers', lazy: view(() => import('../customer/CustomersPage')) },
                { path: 'experiments', lazy: view(() => import('../statistics/ExperimentsPage')) },
                { path: 'experiments/:experiment', lazy: view(() => import('../experiment/ExperimentPage')) },
                { path: 'members', lazy: view(() => import('../member/MembersPage')) },
                { path: 'members/:member', lazy: view(() => import('../member/MemberPage')) },
                { path: 'room', lazy: view(() => import('../sandbox/RoomPage')) },
                { path: 'rules', lazy: view(() => import('../rule/RulesPage')) },
                { path: 'rules/rehearsals/:rehearsal', lazy: view(() => import('../rule/RehearsalPage')) },
                { path: 'playbooks', lazy: view(() => import('../playbook/PlaybooksPage')) },
                { path: 'playbooks/new', lazy: view(() => import('../playbook/EditPage')) },
                { path: 'playbooks/:playbook', lazy: view(() => import('../playbook/PlaybookPage')) },
                { path: 'playbooks/:playbook/edit', lazy: view(() => import('../playbook/EditPage')) },
                { path: 'playbooks/:playbook/start', lazy: view(() => import('../playbook/StartPage')) },
                { path: 'playbooks/:playbook/runs/:run', lazy: view(() => import('../playbook/RunPage')) },
                { path: 'cases', lazy: view(() => import('../moderation/CasesPage')) },
                { path: 'cases/:case', lazy: view(() => import('../moderation/CasePage')) },
                { path: 'imports', lazy: view(() => import('../intake/ImportsPage')) },
                { path: 'imports/:import', lazy: view(() => import('../intake/ImportPage')) },
                { path: 'acquisition', lazy: view(() => import('../acquisition/AcquisitionPage')) },
                { path: 'payments', lazy: view(() => import('../payment/PaymentsPage')) },
                { path: 'onboarding', lazy: view(() => import('../onboarding/OnboardingPage')) },
                { path: 'care', lazy: view(() => import('../onboarding/CarePage')) },
                { path: 'acquisition/pages/:page', lazy: view(() => import('../gate/PagePage')) },
                { path: 'join-requests', lazy: view(() => import('../admission/JoinRequestsPage')) },
                { path: 'tasks', lazy: view(() => import('../desk/TasksPage')) },
                { path: 'deliveries', lazy: view(() => import('../delivery/DeliveriesPage')) },
                { path: 'journal', lazy: view(() => import('../journal/JournalPage')) },
                { path: 'parked', lazy: view(() => import('../intake/ParkedPage')) },
                { path: 'settings', lazy: view(() => import('../community/CommunitySettingsPage')) },
                { path: '*', element: <Broken /> },
              ],
            },
            { path: '*', element: <BrokenPage /> },
          ],
        },
      ],
    },
  ]);
}
