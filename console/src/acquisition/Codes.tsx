import { App, DatePicker, Form, Input, Modal, Select, Typography } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, useList, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { FormDialog } from '../ui/FormDialog';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { SheetDialog } from './SheetDialog';
import { TableDialog } from './TableDialog';

type Code = Schemas['LiveCode'];

interface Fields {
  plan: string;
  labels: string;
  channel?: string | null;
  expires?: Dayjs | null;
}

function CodeState({ code }: { code: Code }) {
  const t = useT();
  if (code.disabled) return <Mark>{t('code.disabled')}</Mark>;
  if (code.expires_at && new Date(code.expires_at) < new Date()) return <Mark>{t('code.expired')}</Mark>;
  return (
    <span className="stack tight">
      <span>
        <Mark tone="good">{t('code.works')}</Mark>
      </span>
      {code.expires_at && (
        <span className="small muted">
          {t('link.until')} <At at={code.expires_at} />
        </span>
      )}
    </span>
  );
}

function Picture({ code, onClose }: { code: Code | null; onClose: () => void }) {
  const t = useT();
  const address = code && `/api/v1/codes/${code.slug}/qr.svg`;
  return (
    <Modal open={code !== null} title={code?.label} footer={null} onCancel={onClose}>
      {code && address && (
        <div className="stack">
          <img src={address} alt={code.label} width={260} height={260} />
          <Typography.Text copyable={{ text: code.url }}>{code.url}</Typography.Text>
          <a href={address} download={`${code.label}.svg`}>
            {t('code.download')}
          </a>
        </div>
      )}
    </Modal>
  );
}

function MakeCodes({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  const path = { community: useCommunity().id };
  const plans = useList('/communities/{community}/plans', { path, query: { limit: 200 } });
  const channels = useRead('/communities/{community}/channels', { path });
  const make = useAct(
    ({ plan, labels, channel, expires }: Fields) =>
      api.post('/communities/{community}/codes', {
        path,
        body: {
          plan_id: plan,
          expires_at: expires?.toISOString() ?? null,
          codes: labels
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line)
            .map((label) => ({ label, channel_id: channel ?? null })),
        },
      }),
    { done: 'code.made', changes: ['/communities/{community}/codes'], onDone: onClose },
  );
  const needed = { required: true, message: t('setup.required') };
  return (
    <FormDialog open={open} title={t('code.make')} act={make} onClose={onClose}>
      <Form.Item name="plan" label={t('code.plan')} rules={[needed]}>
        <Select options={plans.items.map((plan) => ({ value: plan.id, label: plan.name }))} />
      </Form.Item>
      <Form.Item name="labels" label={t('code.labels')} extra={t('code.labels_about')} rules={[needed]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} />
      </Form.Item>
      <Form.Item name="channel" label={t('code.channel')}>
        <Select
          allowClear
          placeholder={t('code.no_channel')}
          options={(channels.data?.channels ?? []).map(({ channel }) => ({ value: channel.id, label: channel.name }))}
        />
      </Form.Item>
      <Form.Item name="expires" label={t('code.expires')}>
        <DatePicker showTime />
      </Form.Item>
    </FormDialog>
  );
}

/** The live codes of a community, and whom each led where. */
export function Codes() {
  const t = useT();
  const format = useFormat();
  const { modal } = App.useApp();
  const path = { community: useCommunity().id };
  const found = useList('/communities/{community}/codes', { path }, { refetchInterval: 10_000 });
  const list = { ...found, items: found.items.map((code) => ({ ...code, id: code.slug })) };
  const plans = useList('/communities/{community}/plans', { path, query: { limit: 200 } });
  const [making, setMaking] = useState(false);
  const [table, setTable] = useState(false);
  const [sheet, setSheet] = useState(false);
  const [shown, setShown] = useState<Code | null>(null);
  const change = useAct(
    ({ slug, disabled }: { slug: string; disabled: boolean }) =>
      api.patch('/codes/{slug}', { path: { slug }, body: { disabled } }),
    { done: 'code.changed', changes: ['/communities/{community}/codes'] },
  );
  const askDisable = (code: Code) =>
    modal.confirm({
      title: t('code.disable_title', { name: code.label }),
      content: t('code.disable_reach'),
      okText: t('code.disable'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => change.mutateAsync({ slug: code.slug, disabled: true }).catch(() => {}),
    });
  const make = (
    <ActButton type="primary" permission="acquisition:write" onClick={() => setMaking(true)}>
      {t('code.make')}
    </ActButton>
  );
  const planName = (id: string) => plans.items.find((plan) => plan.id === id)?.name ?? id;
  return (
    <>
      {list.items.length > 0 && (
        <div className="row filters">
          {make}
          <ActButton permission="acquisition:write" onClick={() => setTable(true)}>
            {t('code.table')}
          </ActButton>
          <ActButton permission="acquisition:read" onClick={() => setSheet(true)}>
            {t('code.sheet')}
          </ActButton>
        </div>
      )}
      <Records
        list={list}
        label={t('acquisition.tab.codes')}
        empty={
          <Teach title={t('code.empty')} actions={make}>
            {t('code.empty_about')}
          </Teach>
        }
        columns={[
          {
            key: 'label',
            title: t('code.label'),
            narrow: 'head',
            show: (code) => (
              <span className="stack tight">
                <b>
                  <bdi>{code.label}</bdi>
                </b>
                <Typography.Text copyable={{ text: code.url }} className="small">
                  {code.url}
                </Typography.Text>
              </span>
            ),
          },
          { key: 'plan', title: t('code.plan'), width: 130, show: (code) => <bdi>{planName(code.plan_id)}</bdi> },
          { key: 'state', title: t('common.state'), width: 100, show: (code) => <CodeState code={code} /> },
          ...(['scans', 'visitors', 'seats', 'full', 'refused', 'robots'] as const).map((count) => ({
            key: count,
            title: t(`acquisition.${count}`),
            width: 84,
            align: 'right' as const,
            show: (code: Code) => format.number(code.counts[count]),
          })),
          {
            key: 'acts',
            title: '',
            width: 170,
            narrow: 'line',
            show: (code) => (
              <span className="row tight">
                <ActButton size="small" permission="acquisition:read" onClick={() => setShown(code)}>
                  {t('code.picture')}
                </ActButton>
                <ActButton
                  size="small"
                  danger={!code.disabled}
                  permission="acquisition:write"
                  onClick={() =>
                    code.disabled ? change.mutate({ slug: code.slug, disabled: false }) : askDisable(code)
                  }
                >
                  {t(code.disabled ? 'code.enable' : 'code.disable')}
                </ActButton>
              </span>
            ),
          },
        ]}
      />
      <MakeCodes open={making} onClose={() => setMaking(false)} />
      {table && <TableDialog what="codes" onClose={() => setTable(false)} />}
      {sheet && <SheetDialog onClose={() => setSheet(false)} />}
      <Picture code={shown} onClose={() => setShown(null)} />
    </>
  );
}
