import { ApiOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { paths } from '../app/paths';
import { api, type Schemas } from '../api/client';
import { useAct, useList } from '../api/queries';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ZoneSelect } from '../identity/ZoneSelect';
import { ActButton } from '../ui/ActButton';
import { FormDialog } from '../ui/FormDialog';
import { Mark } from '../ui/Mark';
import { More } from '../ui/More';
import { Page } from '../ui/Page';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import './community.css';

function NewCommunity({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const create = useAct((body: { name: string; goal?: string; zone?: string }) => api.post('/communities', { body }), {
    done: 'communities.created',
    changes: ['/communities'],
    onDone: (made) => void navigate(paths.overview(made.id)),
  });
  return (
    <FormDialog
      open={open}
      title={t('communities.create')}
      confirm={t('communities.create')}
      initial={{ zone: 'Asia/Shanghai' }}
      act={create}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('common.name')} rules={[{ required: true, message: t('setup.required') }]}>
        <Input placeholder={t('setup.community_name_example')} maxLength={80} />
      </Form.Item>
      <Form.Item name="goal" label={t('setup.goal')}>
        <Input.TextArea placeholder={t('csettings.goal_example')} autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
      <Form.Item name="zone" label={t('common.zone')} extra={t('csettings.zone_about')}>
        <ZoneSelect />
      </Form.Item>
    </FormDialog>
  );
}

function CommunityCard({ community }: { community: Schemas['Community'] }) {
  const t = useT();
  const format = useFormat();
  return (
    <Link to={paths.overview(community.id)} className="panel pad community-card">
      <h2>{community.name}</h2>
      <p className={`hint clip3${community.goal ? '' : ' faint'}`}>{community.goal || t('communities.no_goal')}</p>
      <div className="row">
        <Mark>{t('communities.groups', { n: community.groups })}</Mark>
        {community.members != null && <Mark>{t('communities.members', { n: format.number(community.members) })}</Mark>}
        {!!community.open_cases && <Mark tone="warn">{t('communities.open_cases', { n: community.open_cases })}</Mark>}
        {community.stage && <Mark tone="good">{t.code('stage', community.stage)}</Mark>}
      </div>
    </Link>
  );
}

export default function CommunitiesPage() {
  const t = useT();
  const list = useList('/communities');
  const [creating, setCreating] = useState(false);
  const create = (
    <ActButton
      type="primary"
      icon={<PlusOutlined aria-hidden />}
      permission="community:write"
      onClick={() => setCreating(true)}
    >
      {t('communities.create')}
    </ActButton>
  );
  return (
    <main className="content" id="main">
      <Page
        title={t('communities.title')}
        about={t('communities.about')}
        actions={
          list.items.length > 0 && (
            <>
              <Link to={paths.accounts()}>
                <Button icon={<ApiOutlined aria-hidden />}>{t('nav.accounts')}</Button>
              </Link>
              {create}
            </>
          )
        }
      >
        {list.error ? (
          <Refusal problem={list.error} retry={list.refetch} />
        ) : list.isPending ? (
          <Skeleton active />
        ) : list.items.length === 0 ? (
          <Teach title={t('communities.empty')} actions={create}>
            {t('communities.empty_about')}
          </Teach>
        ) : (
          <div className="grid">
            {list.items.map((community) => (
              <CommunityCard key={community.id} community={community} />
            ))}
          </div>
        )}
        <More list={list} />
        <NewCommunity open={creating} onClose={() => setCreating(false)} />
      </Page>
    </main>
  );
}
