import { Alert, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, useList } from '../api/queries';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { PastedTable, WrongLines } from '../ui/PastedTable';
import { Refusal } from '../ui/Refusal';

type Costs = Schemas['CostTable'];
type Codes = Schemas['CodeTable'];

/** The first of the days a table would change. */
function Changes({ changes, more }: { changes: Costs['changes']; more: number }) {
  const t = useT();
  const format = useFormat();
  return (
    <ul>
      {changes.map((one) => (
        <li key={`${one.channel} ${one.day}`}>
          <bdi>{one.channel}</bdi> {one.day}: {one.before != null && <del>{format.money(one.before)}</del>}{' '}
          {format.money(one.amount)}
        </li>
      ))}
      {more > 0 && <li>{t('table.more', { n: more })}</li>}
    </ul>
  );
}

/** A table is shown first: what it would change, and which lines are wrong. */
export function TableDialog({ what, onClose }: { what: 'costs' | 'codes'; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const path = { community: useCommunity().id };
  const plans = useList(
    '/communities/{community}/plans',
    { path, query: { limit: 200 } },
    { enabled: what === 'codes' },
  );
  const [text, setText] = useState('');
  const [plan, setPlan] = useState<string>();
  const read = async (dry: boolean): Promise<Costs | Codes> => {
    const file = new Blob([text], { type: 'text/csv' });
    return what === 'costs'
      ? api.post('/communities/{community}/channel-costs', { path, query: { dry_run: dry }, file })
      : api.post('/communities/{community}/code-table', { path, query: { dry_run: dry, plan: plan! }, file });
  };
  const look = useAct(() => read(true));
  const write = useAct(() => read(false), {
    done: 'table.kept',
    changes: [
      '/communities/{community}/channels',
      '/communities/{community}/codes',
      '/communities/{community}/funnel',
      '/communities/{community}/cost-batches',
    ],
    onDone: onClose,
  });
  const seen = look.data;
  const ready = seen !== undefined && seen.wrong.length === 0;
  const changed = (next: string) => {
    setText(next);
    look.reset();
  };
  const told = (found: Costs | Codes) =>
    'amount' in found
      ? t('table.costs_told', {
          fresh: found.fresh,
          changed: found.changed,
          same: found.same,
          amount: format.money(found.amount),
        })
      : t('table.codes_told', { fresh: found.fresh, same: found.same, channels: found.channels });
  return (
    <Modal
      open
      title={t(what === 'costs' ? 'channel.costs_table' : 'code.table')}
      onCancel={onClose}
      cancelText={t('common.cancel')}
      okText={t(ready ? 'table.write' : 'table.look')}
      okButtonProps={{ disabled: !text.trim() || (what === 'codes' && !plan) }}
      confirmLoading={look.isPending || write.isPending}
      onOk={() => (ready ? write : look).mutate(undefined)}
    >
      <div className="stack">
        <p className="hint">{t(what === 'costs' ? 'table.costs_about' : 'table.codes_about')}</p>
        <Form layout="vertical">
          {what === 'codes' && (
            <Form.Item label={t('code.plan')} htmlFor="table-plan">
              <Select
                id="table-plan"
                value={plan}
                onChange={setPlan}
                options={plans.items.map((one) => ({ value: one.id, label: one.name }))}
              />
            </Form.Item>
          )}
        </Form>
        <PastedTable
          text={text}
          onChange={changed}
          example={t(what === 'costs' ? 'table.costs_example' : 'table.codes_example')}
        />
        {look.error && <Refusal problem={look.error} />}
        {seen &&
          (seen.wrong.length > 0 ? (
            <WrongLines lines={seen.wrong} />
          ) : (
            <Alert
              type="info"
              showIcon
              title={told(seen)}
              description={
                'amount' in seen &&
                seen.changes.length > 0 && (
                  <Changes changes={seen.changes} more={seen.fresh + seen.changed - seen.changes.length} />
                )
              }
            />
          ))}
      </div>
    </Modal>
  );
}
