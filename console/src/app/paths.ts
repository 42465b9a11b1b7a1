/** Every URL of the console is built here. */
type Query = Record<string, string | number | null | undefined>;

function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

const inCommunity = (place: string) => (community: string, query?: Query) =>
  withQuery(`/communities/${community}/${place}`, query);

export const paths = {
  setup: () => '/setup',
  signIn: (next?: string) => withQuery('/sign-in', { next }),
  communities: () => '/communities',
  accounts: () => '/accounts',
  connect: (query?: Query) => withQuery('/accounts/connect', query),
  account: (id: string, tab?: string) => withQuery(`/accounts/${id}`, { tab }),
  massSend: (account: string, mass: string) => withQuery(`/accounts/${account}`, { tab: 'mass', mass }),
  settings: (tab?: string) => withQuery('/settings', { tab }),
  overview: inCommunity('overview'),
  conversation: inCommunity('conversation'),
  funnel: inCommunity('funnel'),
  habits: inCommunity('habits'),
  connections: inCommunity('connections'),
  alerts: inCommunity('alerts'),
  sql: inCommunity('sql'),
  saved: inCommunity('saved'),
  league: inCommunity('league'),
  reviews: inCommunity('reviews'),
  review: (community: string, id: string) => `/communities/${community}/reviews/${id}`,
  segments: inCommunity('segments'),
  segment: (community: string, id: string) => `/communities/${community}/segments/${id}`,
  experiments: inCommunity('experiments'),
  customers: inCommunity('customers'),
  experiment: (community: string, id: string) => `/communities/${community}/experiments/${id}`,
  members: inCommunity('members'),
  member: (community: string, member: string, query?: Query) =>
    withQuery(`/communities/${community}/members/${member}`, query),
  room: inCommunity('room'),
  rules: inCommunity('rules'),
  rehearsal: (community: string, rehearsal: string, query?: Query) =>
    withQuery(`/communities/${community}/rules/rehearsals/${rehearsal}`, query),
  playbooks: inCommunity('playbooks'),
  newPlaybook: inCommunity('playbooks/new'),
  playbook: (community: string, id: string, query?: Query) =>
    withQuery(`/communities/${community}/playbooks/${id}`, query),
  editPlaybook: (community: string, id: string) => `/communities/${community}/playbooks/${id}/edit`,
  startPlaybook: (community: string, id: string) => `/communities/${community}/playbooks/${id}/start`,
  playbookRun: (community: string, playbook: string, run: string) =>
    `/communities/${community}/playbooks/${playbook}/runs/${run}`,
  cases: inCommunity('cases'),
  case: (community: string, id: string) => `/communities/${community}/cases/${id}`,
  imports: inCommunity('imports'),
  import: (community: string, id: string) => `/communities/${community}/imports/${id}`,
  acquisition: inCommunity('acquisition'),
  onboarding: inCommunity('onboarding'),
  care: inCommunity('care'),
  page: (community: string, page: string, query?: Query) =>
    withQuery(`/communities/${community}/acquisition/pages/${page}`, query),
  joinRequests: inCommunity('join-requests'),
  payments: inCommunity('payments'),
  tasks: inCommunity('tasks'),
  deliveries: inCommunity('deliveries'),
  journal: inCommunity('journal'),
  parked: inCommunity('parked'),
  communitySettings: inCommunity('settings'),
  reportFile: (group: string, kind: 'html' | 'png' | 'json', query?: Query) =>
    withQuery(`/api/v1/groups/${group}/report${kind === 'json' ? '' : `.${kind}`}`, query),
};
