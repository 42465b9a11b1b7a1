import { Button, Form, Input, Segmented, Switch, TimePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct } from '../api/queries';
import { useT } from '../i18n';
import { ZoneSelect } from '../identity/ZoneSelect';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { FormDialog } from '../ui/FormDialog';
import { Mark } from '../ui/Mark';
import { Page } from '../ui/Page';
import { Records } from '../ui/Records';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { useCommunity } from './community';
import { useGroups } from './groups';

const STAGES = ['founding', 'growing', 'mature', 'fading'] as const;
type Fields = {
  name: string;
  goal: string;
  charter: string;
  zone: string;
  stage?: Schemas['CommunityStage'];
  quiet: boolean;
  from: Dayjs;
  to: Dayjs;
};
const clock = (time: string) => dayjs(`2000-01-01T${time}`);

function Capabilities({ group }: { group: Schemas['Group'] }) {
  const t = useT();
  if (!group.capabilities?.length) return <>–</>;
  return (
    <span className="row tight">
      {group.capabilities
        .filter((one) => one.how !== 'never')
        .map((one) => (
          <Mark key={one.act} tone={one.how === 'machine' ? 'good' : 'warn'}>
            {t.code('capability', one.act)}
            {one.how === 'human' && ` (${t('capability.human')})`}
          </Mark>
        ))}
    </span>
  );
}

function NewGroup({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  const community = useCommunity();
  const create = useAct(
    ({ name }: { name: string }) =>
      api.post('/groups', { body: { community_id: community.id, name, platform: 'open' } }),
    { done: 'groups.created', changes: ['/groups', '/communities'], onDone: onClose },
  );
  return (
    <FormDialog open={open} title={t('groups.add')} act={create} onClose={onClose}>
      <Form.Item name="name" label={t('common.name')} rules={[{ required: true, message: t('setup.required') }]}>
        <Input maxLength={80} />
      </Form.Item>
      <p className="hint">{t('groups.add_about')}</p>
      <pre className="raw">POST /api/v1/groups/…/events</pre>
    </FormDialog>
  );
}

export default function CommunitySettingsPage() {
  const t = useT();
  const community = useCommunity();
  const groups = useGroups();
  const [adding, setAdding] = useState(false);
  const [form] = Form.useForm<Fields>();
  const quiet = Form.useWatch('quiet', form);
  const save = useAct(
    (fields: Fields) =>
      api.patch('/communities/{community}', {
        path: { community: community.id },
        body: {
          name: fields.name,
          goal: fields.goal || null,
          charter: fields.charter || null,
          zone: fields.zone,
          stage: fields.stage,
          quiet_hours: fields.quiet ? { from: fields.from.format('HH:mm'), to: fields.to.format('HH:mm') } : null,
        },
      }),
    { done: 'common.saved', changes: ['/communities'] },
  );
  const hours = community.quiet_hours ?? { from: '22:00', to: '08:00' };
  return (
    <Page title={t('csettings.title')} about={t('csettings.about')}>
      <section className="panel pad narrow">
        <Form<Fields>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{
            name: community.name,
            goal: community.goal ?? '',
            charter: community.charter ?? '',
            zone: community.zone,
            stage: community.stage,
            quiet: community.quiet_hours !== null,
            from: clock(hours.from),
            to: clock(hours.to),
          }}
          onFinish={(fields) => save.mutate(fields)}
        >
          <Form.Item name="name" label={t('common.name')} rules={[{ required: true, message: t('setup.required') }]}>
            <Input maxLength={80} />
          </Form.Item>
          <Form.Item name="goal" label={t('csettings.goal')}>
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} placeholder={t('csettings.goal_example')} />
          </Form.Item>
          <Form.Item name="charter" label={t('csettings.charter')} extra={t('csettings.charter_about')}>
            <Input.TextArea autoSize={{ minRows: 4 }} maxLength={10_000} />
          </Form.Item>
          {community.stage && (
            <Form.Item name="stage" label={t('csettings.stage')}>
              <Segmented options={STAGES.map((stage) => ({ value: stage, label: t(`stage.${stage}`) }))} />
            </Form.Item>
          )}
          <Form.Item name="zone" label={t('common.zone')} extra={t('csettings.zone_about')}>
            <ZoneSelect />
          </Form.Item>
          <Form.Item
            name="quiet"
            label={t('csettings.quiet')}
            extra={t('csettings.quiet_about')}
            valuePropName="checked"
          >
            <Switch />
          </Form.Item>
          {quiet && (
            <div className="row">
              <Form.Item name="from" label={t('csettings.quiet_from')}>
                <TimePicker format="HH:mm" minuteStep={5} allowClear={false} needConfirm={false} />
              </Form.Item>
              <Form.Item name="to" label={t('csettings.quiet_to')}>
                <TimePicker format="HH:mm" minuteStep={5} allowClear={false} needConfirm={false} />
              </Form.Item>
            </div>
          )}
          {save.error && (
            <Form.Item>
              <Refusal problem={save.error} />
            </Form.Item>
          )}
          <ActButton type="primary" htmlType="submit" permission="community:write" loading={save.isPending}>
            {t('common.save')}
          </ActButton>
        </Form>
      </section>
      <div className="row apart section-head">
        <h2 className="section">{t('groups.title')}</h2>
        <ActButton permission="community:write" onClick={() => setAdding(true)}>
          {t('groups.add')}
        </ActButton>
      </div>
      <Records
        list={groups}
        label={t('groups.title')}
        empty={
          <Teach title={t('groups.empty')} actions={<Button onClick={() => setAdding(true)}>{t('groups.add')}</Button>}>
            {t('groups.empty_about')}
          </Teach>
        }
        columns={[
          { key: 'name', title: t('common.name'), show: (group) => <b>{group.name}</b>, narrow: 'head' },
          {
            key: 'platform',
            title: t('groups.platform'),
            width: 140,
            show: (group) => t.code('platform', group.platform),
          },
          {
            key: 'members',
            title: t('groups.members'),
            width: 90,
            align: 'right',
            show: (group) => group.members ?? '–',
          },
          { key: 'last', title: t('groups.last_event'), show: (group) => <At at={group.last_event_at} /> },
          { key: 'can', title: t('groups.can'), show: (group) => <Capabilities group={group} /> },
          {
            key: 'door',
            title: 'ID',
            width: 80,
            show: (group) => <code>{group.id}</code>,
          },
        ]}
      />
      <NewGroup open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}
