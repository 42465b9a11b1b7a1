import { UploadOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, Form, Input, InputNumber, Select, Upload } from 'antd';
import { useState } from 'react';
import { api, url, type Schemas } from '../api/client';
import { ONE_PAGE, useAct, useList, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { FormDialog } from '../ui/FormDialog';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';

const CHANGES = ['/communities/{community}/seeds'];

/** Spreadsheets in China are often not UTF-8. */
async function table(file: Blob): Promise<Blob> {
  const bytes = await file.arrayBuffer();
  const utf8 = new TextDecoder().decode(bytes);
  const text = utf8.includes('\uFFFD') ? new TextDecoder('gb18030').decode(bytes) : utf8;
  return new Blob([text], { type: 'text/csv;charset=UTF-8' });
}

/** Orders of a file: first looked at, then kept. */
function Orders() {
  const t = useT();
  const path = { community: useCommunity().id };
  const [file, setFile] = useState<Blob | null>(null);
  const look = useAct((chosen: Blob) =>
    api.post('/communities/{community}/orders/csv', { path, query: { keep: false }, file: chosen }),
  );
  const keep = useAct(
    (chosen: Blob) => api.post('/communities/{community}/orders/csv', { path, query: { keep: true }, file: chosen }),
    { done: 'seeds.kept', changes: CHANGES, onDone: () => setFile(null) },
  );
  return (
    <div className="stack">
      <div className="row tight">
        <Upload
          accept=".csv,text/csv"
          showUploadList={false}
          beforeUpload={(chosen) => {
            void table(chosen).then((read) => {
              setFile(read);
              look.mutate(read);
            });
            return false;
          }}
        >
          <Button icon={<UploadOutlined aria-hidden />}>{t('seeds.choose_file')}</Button>
        </Upload>
        <span className="hint">{t('seeds.columns')}</span>
      </div>
      {look.error && <Refusal problem={look.error} />}
      {file && look.data && (
        <div className="panel pad stack" aria-live="polite">
          <b>{t('seeds.looked', { fresh: look.data.fresh, known: look.data.known, wrong: look.data.wrong_rows })}</b>
          {look.data.wrong.length > 0 && (
            <ul>
              {look.data.wrong.map((wrong) => (
                <li key={wrong.row}>{t('seeds.row', { row: wrong.row, detail: wrong.detail })}</li>
              ))}
            </ul>
          )}
          <div>
            <ActButton
              type="primary"
              permission="onboarding:write"
              disabled={look.data.fresh === 0}
              loading={keep.isPending}
              onClick={() => keep.mutate(file)}
            >
              {t('seeds.keep', { n: look.data.fresh })}
            </ActButton>
          </div>
        </div>
      )}
    </div>
  );
}

interface WaveFields {
  name: string;
  plan_id: string;
  size: number;
  per_hour: number;
  every_order?: boolean;
}

function WaveDialog({ open, waiting, onClose }: { open: boolean; waiting: number; onClose: () => void }) {
  const t = useT();
  const path = { community: useCommunity().id };
  const plans = useList('/communities/{community}/plans', { path, query: { limit: 200 } }, { enabled: open });
  const begin = useAct((fields: WaveFields) => api.post('/communities/{community}/waves', { path, body: fields }), {
    done: 'seeds.wave_begun',
    changes: CHANGES,
    onDone: onClose,
  });
  const needed = { required: true, message: t('setup.required') };
  return (
    <FormDialog<WaveFields, unknown>
      open={open}
      title={t('seeds.wave')}
      about={t('seeds.wave_about')}
      initial={{ size: Math.min(50, waiting), per_hour: 20 }}
      act={begin}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('common.name')} rules={[needed]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="plan_id" label={t('seeds.plan')} rules={[needed]}>
        <Select options={plans.items.map((plan) => ({ value: plan.id, label: plan.name }))} />
      </Form.Item>
      <div className="row">
        <Form.Item name="size" label={t('seeds.size')} rules={[needed]}>
          <InputNumber min={0} max={5000} precision={0} />
        </Form.Item>
        <Form.Item name="per_hour" label={t('seeds.per_hour')} rules={[needed]}>
          <InputNumber min={1} max={500} precision={0} />
        </Form.Item>
      </div>
      <Form.Item name="every_order" valuePropName="checked">
        <Checkbox>{t('seeds.every_order')}</Checkbox>
      </Form.Item>
    </FormDialog>
  );
}

function Shop() {
  const t = useT();
  const path = { community: useCommunity().id };
  const renew = useAct(() => api.post('/communities/{community}/shop/secret', { path }), { changes: CHANGES });
  return (
    <section className="panel pad stack">
      <h2 className="section">{t('seeds.shop')}</h2>
      <p className="hint">
        {t('seeds.shop_about', { path: `${location.origin}${url('/hooks/orders/{community}', path)}` })}
      </p>
      <div>
        <ActButton permission="onboarding:write" loading={renew.isPending} onClick={() => renew.mutate(undefined)}>
          {t('seeds.secret')}
        </ActButton>
      </div>
      {renew.data && (
        <Alert
          type="warning"
          title={
            <>
              {t('seeds.secret_once')} <code>{renew.data.secret}</code>
            </>
          }
        />
      )}
    </section>
  );
}

/** Paying customers become the first members. */
export function Seeds() {
  const t = useT();
  const seeds = useRead(
    '/communities/{community}/seeds',
    { path: { community: useCommunity().id } },
    { refetchInterval: 30_000 },
  );
  const [making, setMaking] = useState(false);
  const stop = useAct((wave: string) => api.post('/waves/{wave}/stop', { path: { wave } }), {
    done: 'seeds.stopped',
    changes: CHANGES,
  });
  const waiting = seeds.data?.waiting ?? 0;
  const list = { ...seeds, items: seeds.data?.waves ?? [], ...ONE_PAGE };
  return (
    <div className="stack">
      <p>{t('seeds.about')}</p>
      <Orders />
      <div className="row apart">
        <b>{t('seeds.waiting', { n: waiting })}</b>
        <ActButton type="primary" permission="onboarding:write" onClick={() => setMaking(true)}>
          {t('seeds.wave')}
        </ActButton>
      </div>
      <Records<Schemas['Wave']>
        list={list}
        label={t('onboarding.tab.seeds')}
        empty={<Teach title={t('seeds.empty')}>{t('seeds.empty_about')}</Teach>}
        columns={[
          {
            key: 'name',
            title: t('common.name'),
            narrow: 'head',
            show: (wave) => (
              <span className="row tight">
                <b>{wave.name}</b>
                <Mark tone={wave.state === 'running' ? 'good' : 'plain'}>{t(`seeds.state.${wave.state}`)}</Mark>
                {wave.every_order && <Mark tone="info">{t('seeds.every_order')}</Mark>}
              </span>
            ),
          },
          {
            key: 'made',
            title: t('seeds.made_at'),
            width: 160,
            narrow: 'hide',
            show: (wave) => <At at={wave.made_at} />,
          },
          {
            key: 'counts',
            title: t('common.state'),
            width: 280,
            narrow: 'line',
            show: (wave) =>
              t('seeds.progress', {
                chosen: wave.counts.chosen,
                asked: wave.counts.asked,
                joined: wave.counts.joined,
              }),
          },
          {
            key: 'acts',
            title: '',
            width: 240,
            narrow: 'line',
            show: (wave) => (
              <span className="row tight">
                {wave.counts.asked > 0 && (
                  <Button size="small" href={url('/waves/{wave}/invitations.csv', { wave: wave.id })}>
                    {t('seeds.sheet')}
                  </Button>
                )}
                {wave.state === 'running' && (
                  <ActButton
                    size="small"
                    danger
                    permission="onboarding:write"
                    title={t('seeds.stop_reach')}
                    onClick={() => stop.mutate(wave.id)}
                  >
                    {t('seeds.stop')}
                  </ActButton>
                )}
              </span>
            ),
          },
        ]}
      />
      <Shop />
      {making && <WaveDialog open waiting={waiting} onClose={() => setMaking(false)} />}
    </div>
  );
}
