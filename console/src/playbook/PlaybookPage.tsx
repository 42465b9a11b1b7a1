import { Popconfirm, Skeleton, Tabs } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useActorName } from '../moderation/actors';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { useFilters } from '../ui/useFilters';
import type { Playbook } from './playbook';
import { Runs } from './Runs';
import { Timeline } from './StepLine';
import { StopAll } from './StopDialog';
import './playbook.css';

function Drop({ playbook }: { playbook: Playbook }) {
  const t = useT();
  const go = useNavigate();
  const community = useCommunity().id;
  const ran = playbook.running + playbook.ran > 0;
  const drop = useAct(() => api.delete('/playbooks/{playbook}', { path: { playbook: playbook.id } }), {
    changes: ['/communities/{community}/playbooks'],
    onDone: () => go(paths.playbooks(community)),
  });
  const button = (
    <ActButton danger permission="playbook:write" blocked={ran && t('playbook.drop_not')} loading={drop.isPending}>
      {t('common.delete')}
    </ActButton>
  );
  if (ran) return button;
  return (
    <Popconfirm
      title={t('playbook.drop_sure')}
      description={t('playbook.drop_about')}
      okText={t('common.delete')}
      cancelText={t('common.cancel')}
      onConfirm={() => drop.mutate(undefined)}
    >
      {button}
    </Popconfirm>
  );
}

/** One playbook: where it runs, and its steps. */
export default function PlaybookPage() {
  const t = useT();
  const go = useNavigate();
  const actor = useActorName();
  const { playbook: id = '' } = useParams();
  const community = useCommunity().id;
  const { values, set } = useFilters('tab');
  const found = useRead('/playbooks/{playbook}', { path: { playbook: id } }, { refetchInterval: 30_000 });
  if (found.error) return <Refusal problem={found.error} retry={found.refetch} />;
  if (!found.data) return <Skeleton active />;
  const playbook = found.data;
  const start = (
    <ActButton type="primary" permission="playbook:write" onClick={() => go(paths.startPlaybook(community, id))}>
      {t('playbook.start')}
    </ActButton>
  );
  return (
    <Page
      title={playbook.name}
      about={
        <>
          {t('playbook.version', { n: playbook.version })} · {t('playbook.changed')} <At at={playbook.changed_at} />{' '}
          <bdi>{actor(playbook.changed_by)}</bdi>
        </>
      }
      back={<Link to={paths.playbooks(community)}>{t('playbook.title')}</Link>}
      actions={
        <>
          <Drop playbook={playbook} />
          <StopAll playbook={playbook} />
          <ActButton permission="playbook:write" onClick={() => go(paths.editPlaybook(community, id))}>
            {t('playbook.change')}
          </ActButton>
          {start}
        </>
      }
    >
      <Tabs
        activeKey={values.tab === 'steps' ? 'steps' : 'runs'}
        onChange={(tab) => set({ tab: tab === 'runs' ? null : tab })}
        destroyOnHidden
        items={[
          { key: 'runs', label: t('playbook.tab.runs'), children: <Runs playbook={playbook} start={start} /> },
          { key: 'steps', label: t('playbook.tab.steps'), children: <Timeline steps={playbook.steps} /> },
        ]}
      />
    </Page>
  );
}
