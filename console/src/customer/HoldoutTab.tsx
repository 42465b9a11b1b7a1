import { Alert, Form, Input, InputNumber, Popconfirm, Select, Skeleton, Table } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Metric } from '../insight/Metric';
import { ActButton } from '../ui/ActButton';
import { FormDialog } from '../ui/FormDialog';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { After, Lists } from './HoldoutResult';
import { useMoney } from './money';
import { Wide } from './Wide';

type Study = Schemas['Holdout'];
const STUDIES = '/communities/{community}/holdouts';
const FEW = 30; // a share of fewer jumps about

/** What membership does, by lot: some product users are invited now, the others later. */
export function HoldoutTab() {
  const t = useT();
  const path = { community: useCommunity().id };
  const { values, set } = useFilters('study');
  const read = useRead(STUDIES, { path });
  const [planning, setPlanning] = useState(false);
  const add = (
    <ActButton type="primary" permission="customer:write" onClick={() => setPlanning(true)}>
      {t('holdout.plan')}
    </ActButton>
  );
  if (read.error) return <Refusal problem={read.error} />;
  if (!read.data) return <Skeleton active />;
  const items = read.data.items;
  const chosen = items.find((one) => one.id === values.study) ?? items[0];
  return (
    <div className="stack">
      <p className="hint">{t('holdout.about')}</p>
      {chosen ? (
        <>
          <div className="row filters">
            <Select
              aria-label={t('holdout.study')}
              value={chosen.id}
              onChange={(study) => set({ study })}
              popupMatchSelectWidth={false}
              options={items.map((one) => ({
                value: one.id,
                label: `${one.name} · ${t(`holdout.state.${one.state}`)}`,
              }))}
            />
            {add}
          </div>
          <One key={chosen.id} id={chosen.id} />
        </>
      ) : (
        <Teach title={t('holdout.empty')} actions={add}>
          {t('holdout.empty_about')}
        </Teach>
      )}
      {planning && (
        <PlanDialog
          onClose={() => setPlanning(false)}
          onDone={(study) => {
            setPlanning(false);
            set({ study });
          }}
        />
      )}
    </div>
  );
}

function PlanDialog({ onClose, onDone }: { onClose: () => void; onDone: (id: string) => void }) {
  const t = useT();
  const path = { community: useCommunity().id };
  const plan = useAct((body: Schemas['HoldoutDraft']) => api.post(STUDIES, { path, body }), {
    changes: [STUDIES],
    onDone: (made) => onDone(made.holdout.id),
  });
  return (
    <FormDialog
      open
      title={t('holdout.plan')}
      confirm={t('holdout.look')}
      initial={{ share: 50, delay_days: 30, days: 30 }}
      act={plan}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('holdout.name')} rules={[{ required: true }]}>
        <Input maxLength={60} autoFocus />
      </Form.Item>
      <Form.Item name="share" label={t('holdout.share')} rules={[{ required: true }]}>
        <InputNumber min={1} max={99} suffix="%" />
      </Form.Item>
      <Form.Item name="delay_days" label={t('holdout.delay')} rules={[{ required: true }]}>
        <InputNumber min={1} max={366} />
      </Form.Item>
      <Form.Item name="days" label={t('holdout.days')} extra={t('holdout.days_about')} rules={[{ required: true }]}>
        <InputNumber min={1} max={366} />
      </Form.Item>
    </FormDialog>
  );
}

function One({ id }: { id: string }) {
  const path = { community: useCommunity().id, holdout: id };
  const read = useRead('/communities/{community}/holdouts/{holdout}', { path });
  if (read.error) return <Refusal problem={read.error} />;
  if (!read.data) return <Skeleton active paragraph={{ rows: 6 }} />;
  const { holdout, rehearsal, result } = read.data;
  return (
    <>
      {rehearsal && <Before study={holdout} seen={rehearsal} />}
      {result && <After study={holdout} result={result} />}
      {holdout.started_on && <Lists study={holdout} />}
    </>
  );
}

/** Whom a start would deal, how alike the two lists are, and what could be seen. */
function Before({ study, seen }: { study: Study; seen: Schemas['HoldoutRehearsal'] }) {
  const t = useT();
  const format = useFormat();
  const path = { community: useCommunity().id, holdout: study.id };
  const start = useAct(() => api.post('/communities/{community}/holdouts/{holdout}/start', { path }), {
    changes: [STUDIES],
  });
  const remove = useAct(() => api.delete('/communities/{community}/holdouts/{holdout}', { path }), {
    changes: [STUDIES],
  });
  const money = useMoney(study.currency);
  const known = (name: string, value: number) =>
    name === 'spend' ? money.small(Math.round(value)) : format.decimal(value);
  const blocked =
    seen.elsewhere > 0
      ? t('holdout.elsewhere', { n: format.number(seen.elsewhere), study: seen.study ?? '' })
      : seen.now === 0 || seen.later === 0
        ? t('holdout.nobody')
        : null;
  return (
    <section className="panel pad stack even holdout" aria-label={t('holdout.before')}>
      <h3>{t('holdout.before')}</h3>
      <p className="hint">{t('holdout.settings', { share: study.share, delay: study.delay_days, days: study.days })}</p>
      <dl className="metrics">
        <Metric label={t('holdout.now')} is={t('holdout.now.is')} value={format.number(seen.now)} />
        <Metric label={t('holdout.later')} is={t('holdout.later.is')} value={format.number(seen.later)} />
        <Metric
          label={t('holdout.left_out')}
          is={t('holdout.left_out.is')}
          value={format.number(seen.members + seen.invited)}
          of={t('holdout.left_out_of', { members: format.number(seen.members), invited: format.number(seen.invited) })}
        />
      </dl>
      {Math.min(seen.now, seen.later) < FEW && !blocked && <Alert type="warning" showIcon title={t('holdout.few')} />}
      <p>
        {seen.detectable === null
          ? t('holdout.power_unknown')
          : t('holdout.power', {
              bought: format.number(seen.bought),
              n: format.number(seen.now + seen.later),
              points: format.decimal(seen.detectable * 100),
            })}
      </p>
      <p>
        {seen.spend === null || seen.detectable_spend === null
          ? t('holdout.power_spend_unknown')
          : t('holdout.power_spend', {
              before: money.small(Math.round(seen.spend)),
              rise: money.small(Math.round(seen.detectable_spend)),
            })}
      </p>
      {seen.balance.length > 0 && (
        <Wide label={t('holdout.balance')}>
          <Table
            size="small"
            rowKey="name"
            pagination={{ pageSize: 20, size: 'small', showSizeChanger: false, hideOnSinglePage: true }}
            dataSource={seen.balance}
            title={() => t('holdout.balance')}
            columns={[
              {
                key: 'name',
                title: t('customer.traits_of'),
                render: (_, one) =>
                  one.name === 'orders' || one.name === 'spend' ? t(`holdout.known.${one.name}`) : one.name,
              },
              { key: 'now', title: t('holdout.now'), align: 'right', render: (_, one) => known(one.name, one.now) },
              {
                key: 'later',
                title: t('holdout.later'),
                align: 'right',
                render: (_, one) => known(one.name, one.later),
              },
              {
                key: 'apart',
                title: t('holdout.apart'),
                align: 'right',
                render: (_, one) => format.decimal(one.apart),
              },
            ]}
          />
        </Wide>
      )}
      {seen.incomplete > 0 && <p className="hint">{t('holdout.incomplete', { n: format.number(seen.incomplete) })}</p>}
      <div className="row wrap">
        <Popconfirm
          title={t('holdout.start_reach', { now: format.number(seen.now), later: format.number(seen.later) })}
          okText={t('holdout.start')}
          cancelText={t('common.cancel')}
          onConfirm={() => start.mutate(undefined)}
          disabled={blocked !== null}
        >
          <ActButton type="primary" permission="customer:write" blocked={blocked} loading={start.isPending}>
            {t('holdout.start')}
          </ActButton>
        </Popconfirm>
        <ActButton permission="customer:write" loading={remove.isPending} onClick={() => remove.mutate(undefined)}>
          {t('holdout.remove')}
        </ActButton>
      </div>
      {start.error && <Refusal problem={start.error} />}
      {remove.error && <Refusal problem={remove.error} />}
    </section>
  );
}
