import { Button, DatePicker, Form, Input, InputNumber, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { FormDialog } from '../ui/FormDialog';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { CostBatches } from './CostBatches';
import { TableDialog } from './TableDialog';

type Numbers = Schemas['ChannelTree']['channels'][number];
type Row = { id: string; depth: number; name: string; cost: number | null; counts: Schemas['ScanCounts'] };
const FEN = 100;
const PLACES = 2;
const CHANGES = ['/communities/{community}/channels'];

/** Parents before their children, however deep. */
function rows(channels: Numbers[], parent: string | null = null, depth = 0): Row[] {
  return channels
    .filter(({ channel }) => channel.parent_id === parent)
    .flatMap((one) => [
      { id: one.channel.id, depth, name: one.channel.name, cost: one.cost, counts: one.counts },
      ...rows(channels, one.channel.id, depth + 1),
    ]);
}

function MakeChannel({ channels, open, onClose }: { channels: Numbers[]; open: boolean; onClose: () => void }) {
  const t = useT();
  const path = { community: useCommunity().id };
  const make = useAct(
    ({ name, parent, budget }: { name: string; parent?: string; budget?: number | null }) =>
      api.post('/communities/{community}/channels', {
        path,
        body: { name, parent_id: parent ?? null, budget: budget == null ? null : Math.round(budget * FEN) },
      }),
    { done: 'channel.made', changes: CHANGES, onDone: onClose },
  );
  return (
    <FormDialog open={open} title={t('channel.make')} act={make} onClose={onClose}>
      <Form.Item name="name" label={t('channel.name')} rules={[{ required: true, message: t('setup.required') }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="parent" label={t('channel.parent')}>
        <Select
          allowClear
          placeholder={t('channel.top')}
          options={channels.map(({ channel }) => ({ value: channel.id, label: channel.name }))}
        />
      </Form.Item>
      <Form.Item name="budget" label={t('channel.budget')}>
        <InputNumber min={0} precision={PLACES} />
      </Form.Item>
    </FormDialog>
  );
}

function AddCost({ channel, onClose }: { channel: Row | null; onClose: () => void }) {
  const t = useT();
  const put = useAct(
    ({ day, amount }: { day: Dayjs; amount: number }) =>
      api.put('/channels/{channel}/costs', {
        path: { channel: channel!.id },
        body: { costs: [{ day: day.format('YYYY-MM-DD'), amount: Math.round(amount * FEN) }] },
      }),
    { done: 'channel.cost_kept', changes: CHANGES, onDone: onClose },
  );
  const needed = { required: true, message: t('setup.required') };
  return (
    <FormDialog
      open={channel !== null}
      title={`${t('channel.add_cost')} · ${channel?.name ?? ''}`}
      about={t('channel.cost_about')}
      act={put}
      onClose={onClose}
    >
      <Form.Item name="day" label={t('channel.cost_day')} rules={[needed]}>
        <DatePicker />
      </Form.Item>
      <Form.Item name="amount" label={t('channel.cost_amount')} rules={[needed]}>
        <InputNumber min={0} precision={PLACES} />
      </Form.Item>
    </FormDialog>
  );
}

/** The tree of channels with what each cost and whom its codes brought in the last 30 days. */
export function Channels() {
  const t = useT();
  const format = useFormat();
  const tree = useRead('/communities/{community}/channels', { path: { community: useCommunity().id } });
  const [making, setMaking] = useState(false);
  const [reading, setReading] = useState(false);
  const [listing, setListing] = useState(false);
  const [paying, setPaying] = useState<Row | null>(null);
  const channels = tree.data?.channels ?? [];
  const unassigned = tree.data?.unassigned;
  const items = rows(channels);
  if (unassigned && items.length > 0)
    items.push({ id: '', depth: 0, name: t('channel.unassigned'), cost: null, counts: unassigned });
  const make = (
    <ActButton type="primary" permission="acquisition:write" onClick={() => setMaking(true)}>
      {t('channel.make')}
    </ActButton>
  );
  return (
    <>
      {items.length > 0 && (
        <div className="row apart filters">
          <span className="hint grow">{t('channel.last_days')}</span>
          <Button onClick={() => setListing(true)}>{t('cost_batch.title')}</Button>
          <ActButton permission="acquisition:write" onClick={() => setReading(true)}>
            {t('channel.costs_table')}
          </ActButton>
          {make}
        </div>
      )}
      <Records
        list={{
          items,
          isPending: tree.isPending,
          error: tree.error,
          hasNextPage: false,
          isFetchingNextPage: false,
          fetchNextPage: () => {},
          refetch: tree.refetch,
        }}
        label={t('acquisition.tab.channels')}
        empty={
          <Teach title={t('channel.empty')} actions={make}>
            {t('channel.empty_about')}
          </Teach>
        }
        columns={[
          {
            key: 'name',
            title: t('channel.name'),
            narrow: 'head',
            show: (row) => (
              <bdi className={row.id ? undefined : 'muted'} style={{ paddingInlineStart: `${row.depth * 1.25}rem` }}>
                {row.name}
              </bdi>
            ),
          },
          {
            key: 'cost',
            title: t('acquisition.cost'),
            width: 120,
            align: 'right',
            show: (row) => format.money(row.cost),
          },
          ...(['scans', 'visitors', 'seats', 'full', 'refused', 'robots'] as const).map((count) => ({
            key: count,
            title: t(`acquisition.${count}`),
            width: 110,
            align: 'right' as const,
            show: (row: Row) => format.number(row.counts[count]),
          })),
          {
            key: 'acts',
            title: '',
            width: 120,
            narrow: 'line',
            show: (row) =>
              row.id && (
                <ActButton size="small" permission="acquisition:write" onClick={() => setPaying(row)}>
                  {t('channel.add_cost')}
                </ActButton>
              ),
          },
        ]}
      />
      <MakeChannel channels={channels} open={making} onClose={() => setMaking(false)} />
      {listing && <CostBatches onClose={() => setListing(false)} />}
      {reading && <TableDialog what="costs" onClose={() => setReading(false)} />}
      <AddCost channel={paying} onClose={() => setPaying(null)} />
    </>
  );
}
