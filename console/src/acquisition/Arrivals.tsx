import { Form, Select } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, useList, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { Is } from '../insight/Metric';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { FormDialog } from '../ui/FormDialog';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';

type Arrival = Schemas['Arrival'];
type Channel = Schemas['Channel'];
const HOWS = ['person', 'way', 'nearest', 'likely', 'none'] as const;
const BY_NONE = 'none';

function Correct({ arrival, channels, onClose }: { arrival: Arrival; channels: Channel[]; onClose: () => void }) {
  const t = useT();
  const correct = useAct(
    ({ channel }: { channel?: string }) =>
      api.post('/arrivals/{arrival}/correct', { path: { arrival: arrival.id }, body: { channel_id: channel ?? null } }),
    {
      done: 'arrival.corrected',
      changes: ['/communities/{community}/arrivals', '/communities/{community}/funnel'],
      onDone: onClose,
    },
  );
  return (
    <FormDialog
      open
      title={t('arrival.correct_title', { name: arrival.member.name })}
      confirm={t('common.save')}
      about={t('arrival.correct_about')}
      initial={{ channel: arrival.channel_id ?? undefined }}
      act={correct}
      onClose={onClose}
    >
      <Form.Item name="channel" label={t('code.channel')}>
        <Select
          allowClear
          placeholder={t('arrival.by_none')}
          options={channels.map((channel) => ({ value: channel.id, label: channel.name }))}
        />
      </Form.Item>
    </FormDialog>
  );
}

/** Who came and by what, as far as it is known, and how. */
export function Arrivals() {
  const t = useT();
  const path = { community: useCommunity().id };
  const { values, set } = useFilters('how', 'channel');
  const how = HOWS.find((one) => one === values.how);
  const list = useList(
    '/communities/{community}/arrivals',
    { path, query: { how, channel: values.channel } },
    { refetchInterval: 10_000 },
  );
  const tree = useRead('/communities/{community}/channels', { path });
  const channels = (tree.data?.channels ?? []).map(({ channel }) => channel);
  const [corrected, setCorrected] = useState<Arrival | null>(null);
  const nameOf = (id: string | null) => channels.find((channel) => channel.id === id)?.name ?? null;
  return (
    <>
      <div className="row filters">
        <Select
          allowClear
          style={{ minWidth: 180 }}
          aria-label={t('arrival.how')}
          placeholder={t('arrival.how')}
          value={how}
          onChange={(one?: string) => set({ how: one ?? null })}
          options={HOWS.map((one) => ({ value: one, label: t(`arrival.how.${one}`) }))}
        />
        <Select
          allowClear
          style={{ minWidth: 180 }}
          aria-label={t('code.channel')}
          placeholder={t('code.channel')}
          value={values.channel}
          onChange={(one?: string) => set({ channel: one ?? null })}
          options={[
            ...channels.map((channel) => ({ value: channel.id, label: channel.name })),
            { value: BY_NONE, label: t('arrival.by_none') },
          ]}
        />
      </div>
      <Records
        list={list}
        label={t('acquisition.tab.arrivals')}
        empty={<Teach title={t('arrival.empty')}>{t('arrival.empty_about')}</Teach>}
        columns={[
          {
            key: 'member',
            title: t('arrival.member'),
            narrow: 'head',
            show: (arrival) => (
              <b>
                <bdi>{arrival.member.name}</bdi>
              </b>
            ),
          },
          { key: 'group', title: t('arrival.group'), width: 150, show: (arrival) => <bdi>{arrival.group.name}</bdi> },
          {
            key: 'joined',
            title: t('arrival.joined'),
            width: 150,
            show: (arrival) => (
              <span className="stack tight">
                <At at={arrival.joined_at} />
                {arrival.left_at && (
                  <span className="small muted">
                    {t('arrival.left')} <At at={arrival.left_at} />
                  </span>
                )}
              </span>
            ),
          },
          {
            key: 'channel',
            title: t('code.channel'),
            width: 180,
            show: (arrival) => (
              <span className="stack tight">
                <span>
                  {nameOf(arrival.channel_id) ?? <span className="muted">{t('arrival.by_none')}</span>}{' '}
                  {arrival.corrected && <Mark>{t('arrival.by_hand')}</Mark>}
                </span>
                {arrival.first_channel_id && arrival.first_channel_id !== arrival.channel_id && (
                  <span className="small muted">
                    {t('arrival.first', { name: nameOf(arrival.first_channel_id) ?? '' })}
                  </span>
                )}
              </span>
            ),
          },
          {
            key: 'code',
            title: t('arrival.code'),
            width: 150,
            show: (arrival) => (arrival.label ? <bdi>{arrival.label}</bdi> : <span className="muted">–</span>),
          },
          {
            key: 'how',
            title: t('arrival.how'),
            width: 160,
            show: (arrival) => (
              <span>
                {t(`arrival.how.${arrival.how}`)}
                <Is>{t(`arrival.how.${arrival.how}.is`)}</Is>
              </span>
            ),
          },
          {
            key: 'acts',
            title: '',
            width: 110,
            narrow: 'line',
            show: (arrival) => (
              <ActButton size="small" permission="acquisition:write" onClick={() => setCorrected(arrival)}>
                {t('arrival.correct')}
              </ActButton>
            ),
          },
        ]}
      />
      {corrected && <Correct arrival={corrected} channels={channels} onClose={() => setCorrected(null)} />}
    </>
  );
}
