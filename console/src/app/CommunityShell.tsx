import {
  AlertOutlined,
  ApiOutlined,
  AuditOutlined,
  BarChartOutlined,
  CodeOutlined,
  CommentOutlined,
  DeploymentUnitOutlined,
  ExperimentOutlined,
  FunnelPlotOutlined,
  HistoryOutlined,
  FileProtectOutlined,
  HeartOutlined,
  ImportOutlined,
  MenuOutlined,
  MessageOutlined,
  CarryOutOutlined as ReviewOutlined,
  PartitionOutlined,
  PayCircleOutlined,
  QrcodeOutlined,
  ReadOutlined,
  SafetyOutlined,
  SaveOutlined,
  ScheduleOutlined,
  SendOutlined,
  SettingOutlined,
  ShoppingOutlined,
  SmileOutlined,
  TeamOutlined,
  TrophyOutlined,
  UserAddOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { Button, Drawer, Grid, Layout, Menu, Select } from 'antd';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { Link, Outlet, useLocation, useNavigate, useParams } from 'react-router';
import { useList, useRead } from '../api/queries';
import { Community } from '../community/community';
import { useT, type Key } from '../i18n';
import { Zone } from '../ui/At';
import { Refusal } from '../ui/Refusal';
import { paths } from './paths';
import { Waiting } from './Waiting';

type Place = { place: string; label: Key; icon: React.ReactNode; to: (community: string) => string };
const LOOK: Place[] = [
  { place: 'overview', label: 'nav.overview', icon: <BarChartOutlined aria-hidden />, to: paths.overview },
  { place: 'members', label: 'nav.members', icon: <TeamOutlined aria-hidden />, to: paths.members },
  { place: 'conversation', label: 'nav.conversation', icon: <CommentOutlined aria-hidden />, to: paths.conversation },
  { place: 'funnel', label: 'nav.funnel', icon: <FunnelPlotOutlined aria-hidden />, to: paths.funnel },
  { place: 'habits', label: 'nav.habits', icon: <HistoryOutlined aria-hidden />, to: paths.habits },
  {
    place: 'connections',
    label: 'nav.connections',
    icon: <DeploymentUnitOutlined aria-hidden />,
    to: paths.connections,
  },
  { place: 'segments', label: 'nav.segments', icon: <PartitionOutlined aria-hidden />, to: paths.segments },
  { place: 'customers', label: 'nav.customers', icon: <ShoppingOutlined aria-hidden />, to: paths.customers },
  { place: 'experiments', label: 'nav.experiments', icon: <ExperimentOutlined aria-hidden />, to: paths.experiments },
  { place: 'sql', label: 'nav.sql', icon: <CodeOutlined aria-hidden />, to: paths.sql },
  { place: 'saved', label: 'nav.saved', icon: <SaveOutlined aria-hidden />, to: paths.saved },
  { place: 'league', label: 'nav.league', icon: <TrophyOutlined aria-hidden />, to: paths.league },
  { place: 'reviews', label: 'nav.reviews', icon: <ReviewOutlined aria-hidden />, to: paths.reviews },
  { place: 'alerts', label: 'nav.alerts', icon: <AlertOutlined aria-hidden />, to: paths.alerts },
];
const ACQUIRE: Place[] = [
  {
    place: 'acquisition',
    label: 'nav.acquisition',
    icon: <QrcodeOutlined aria-hidden />,
    to: paths.acquisition,
  },
  {
    place: 'join-requests',
    label: 'nav.join_requests',
    icon: <UserAddOutlined aria-hidden />,
    to: paths.joinRequests,
  },
  { place: 'payments', label: 'nav.payments', icon: <PayCircleOutlined aria-hidden />, to: paths.payments },
  { place: 'onboarding', label: 'nav.onboarding', icon: <SmileOutlined aria-hidden />, to: paths.onboarding },
  { place: 'care', label: 'nav.care', icon: <HeartOutlined aria-hidden />, to: paths.care },
];
const KEEP: Place[] = [
  { place: 'room', label: 'nav.room', icon: <MessageOutlined aria-hidden />, to: paths.room },
  { place: 'rules', label: 'nav.rules', icon: <FileProtectOutlined aria-hidden />, to: paths.rules },
  { place: 'playbooks', label: 'nav.playbooks', icon: <ScheduleOutlined aria-hidden />, to: paths.playbooks },
  { place: 'cases', label: 'nav.cases', icon: <SafetyOutlined aria-hidden />, to: paths.cases },
  { place: 'tasks', label: 'nav.tasks', icon: <AuditOutlined aria-hidden />, to: paths.tasks },
];
const RUN: Place[] = [
  { place: 'accounts', label: 'nav.accounts', icon: <ApiOutlined aria-hidden />, to: () => paths.accounts() },
  { place: 'imports', label: 'nav.imports', icon: <ImportOutlined aria-hidden />, to: paths.imports },
  { place: 'deliveries', label: 'nav.deliveries', icon: <SendOutlined aria-hidden />, to: paths.deliveries },
  { place: 'journal', label: 'nav.journal', icon: <ReadOutlined aria-hidden />, to: paths.journal },
  { place: 'parked', label: 'nav.parked', icon: <WarningOutlined aria-hidden />, to: paths.parked },
  {
    place: 'settings',
    label: 'nav.community_settings',
    icon: <SettingOutlined aria-hidden />,
    to: paths.communitySettings,
  },
];

function CommunitySwitch({ id, name }: { id: string; name: string }) {
  const t = useT();
  const navigate = useNavigate();
  const { items } = useList('/communities', { query: { limit: 200 } });
  const options = [
    ...items.filter((one) => one.id !== id).map((one) => ({ value: one.id, label: one.name })),
    { value: id, label: name },
  ];
  return (
    <Select
      className="community-switch"
      variant="filled"
      aria-label={t('nav.switch_community')}
      showSearch={{ optionFilterProp: 'label' }}
      value={id}
      options={options.toSorted((a, b) => a.label.localeCompare(b.label))}
      popupMatchSelectWidth={240}
      onChange={(chosen) => void navigate(paths.overview(chosen))}
    />
  );
}

export function CommunityShell() {
  const t = useT();
  const id = useParams().community!;
  const community = useRead('/communities/{community}', { path: { community: id } });
  const { pathname } = useLocation();
  const wide = Grid.useBreakpoint().lg !== false;
  const [open, setOpen] = useState(false);
  if (community.error)
    return (
      <main id="main" className="content">
        <Refusal problem={community.error} retry={community.refetch} />
      </main>
    );
  if (!community.data) return <Waiting />;

  const place = pathname.split('/')[3] ?? 'overview';
  const entry = (one: Place) => ({
    key: one.place,
    icon: one.icon,
    label: (
      <Link to={one.to(id)} onClick={() => setOpen(false)} aria-current={one.place === place ? 'page' : undefined}>
        {t(one.label)}
      </Link>
    ),
  });
  const menu = (
    <nav aria-label={t('nav.label')}>
      {(
        [
          ['nav.group_look', LOOK],
          ['nav.group_acquire', ACQUIRE],
          ['nav.group_keep', KEEP],
          ['nav.group_run', RUN],
        ] as const
      ).map(([label, places]) => (
        <div key={label}>
          <div className="nav-heading">{t(label)}</div>
          <Menu mode="inline" selectedKeys={[place]} items={places.map(entry)} />
        </div>
      ))}
    </nav>
  );
  const bar = document.getElementById('bar-place');
  return (
    <Community.Provider value={community.data}>
      <Zone.Provider value={community.data.zone}>
        {bar &&
          createPortal(
            <>
              {!wide && (
                <Button
                  type="text"
                  icon={<MenuOutlined aria-hidden />}
                  aria-label={t('nav.open')}
                  onClick={() => setOpen(true)}
                />
              )}
              <CommunitySwitch id={id} name={community.data.name} />
            </>,
            bar,
          )}
        <Layout hasSider={wide}>
          {wide ? (
            <Layout.Sider width={212} className="side">
              {menu}
            </Layout.Sider>
          ) : (
            <Drawer
              open={open}
              onClose={() => setOpen(false)}
              placement="left"
              size={260}
              title={community.data.name}
              styles={{ body: { padding: 0 } }}
            >
              {menu}
            </Drawer>
          )}
          <main id="main" className="content" key={id}>
            <Outlet />
          </main>
        </Layout>
      </Zone.Provider>
    </Community.Provider>
  );
}
