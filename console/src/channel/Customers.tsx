import { Form, Select, Tooltip } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, useList, useRead } from '../api/queries';
import { useT } from '../i18n';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { FormDialog } from '../ui/FormDialog';
import { Mark } from '../ui/Mark';
import { Nothing } from '../ui/Nothing';
import { Records } from '../ui/Records';
import { Search } from '../ui/Search';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import { CorpTags } from './CorpTags';
import type { Account } from './words';

type Customer = Schemas['Customer'];
type Groups = Schemas['CorpTagGroup'][];

const options = (groups: Groups) =>
  groups.map((group) => ({
    label: group.name,
    options: group.tags.map((tag) => ({ value: tag.id, label: tag.name })),
  }));

function MarkDialog({
  account,
  customer,
  groups,
  onClose,
}: {
  account: Account;
  customer: Customer;
  groups: Groups;
  onClose: () => void;
}) {
  const t = useT();
  const act = useAct(
    ({ tags }: { tags: string[] }) =>
      api.post('/accounts/{account}/customers/{customer}/tags', {
        path: { account: account.id, customer: customer.id },
        body: {
          staff: customer.staff,
          add: tags.filter((tag) => !customer.tags.includes(tag)),
          remove: customer.tags.filter((tag) => !tags.includes(tag)),
        },
      }),
    { done: 'tag.wished', changes: ['/accounts'], onDone: onClose },
  );
  return (
    <FormDialog<{ tags: string[] }, unknown>
      open
      title={t('tag.mark_title', { name: customer.name || customer.id })}
      confirm={t('tag.mark')}
      about={t('tag.mark_about', { staff: customer.staff })}
      initial={{ tags: customer.tags }}
      act={act as never}
      onClose={onClose}
    >
      <Form.Item name="tags" label={t('tag.tags')}>
        <Select mode="multiple" optionFilterProp="label" options={options(groups)} />
      </Form.Item>
    </FormDialog>
  );
}

function Tags({ customer, names }: { customer: Customer; names: Map<string, string> }) {
  const t = useT();
  return (
    <span className="row tight">
      {customer.tags.map((tag) => (
        <Mark key={tag}>{names.get(tag) ?? tag}</Mark>
      ))}
      {customer.changing && <Mark tone="info">{t('tag.changing')}</Mark>}
      {!customer.changing && customer.evidence && (
        <Tooltip title={customer.evidence}>
          <span tabIndex={0}>
            <Mark tone="bad">{t('tag.not_taken')}</Mark>
          </span>
        </Tooltip>
      )}
    </span>
  );
}

/** Customers of a WeCom corporation and the tags they have. */
export function Customers({ account }: { account: Account }) {
  const t = useT();
  const { values, set, clear, filtered } = useFilters('q', 'tag');
  const [marking, setMarking] = useState<Customer | null>(null);
  const path = { account: account.id };
  const tags = useRead('/accounts/{account}/tags', { path });
  const list = useList(
    '/accounts/{account}/customers',
    { path, query: { q: values.q, tag: values.tag } },
    { refetchInterval: 10_000 },
  );
  const groups = tags.data?.items ?? [];
  const names = new Map(groups.flatMap((group) => group.tags.map((tag) => [tag.id, tag.name] as const)));
  const rows = list.items.map((customer) => ({ id: `${customer.id}|${customer.staff}`, customer }));
  return (
    <div className="stack">
      <CorpTags account={account} tags={tags} />
      <section>
        <div className="row filters">
          <Search label={t('tag.search')} value={values.q} onChange={(q) => set({ q })} />
          <Select
            allowClear
            aria-label={t('tag.with_tag')}
            placeholder={t('tag.with_tag')}
            style={{ minWidth: 180 }}
            value={values.tag}
            optionFilterProp="label"
            showSearch
            options={options(groups)}
            onChange={(tag: string | undefined) => set({ tag: tag ?? null })}
          />
        </div>
        <Records
          list={{ ...list, items: rows }}
          label={t('account.tab.customers')}
          empty={
            <Nothing filtered={filtered} clear={clear}>
              <Teach title={t('tag.no_customers')}>{t('tag.no_customers_about')}</Teach>
            </Nothing>
          }
          columns={[
            {
              key: 'name',
              title: t('tag.customer'),
              narrow: 'head',
              show: ({ customer }) => customer.name || customer.id,
            },
            { key: 'staff', title: t('tag.staff'), width: 120, show: ({ customer }) => customer.staff },
            {
              key: 'tags',
              title: t('tag.tags'),
              narrow: 'line',
              show: ({ customer }) => <Tags customer={customer} names={names} />,
            },
            {
              key: 'code',
              title: t('tag.came_by'),
              width: 150,
              show: ({ customer }) => (
                <span className="stack tight">
                  <bdi>{customer.first_state ?? '–'}</bdi>
                  {customer.state !== customer.first_state && (
                    <span className="small muted">{t('tag.came_last', { code: customer.state ?? '–' })}</span>
                  )}
                </span>
              ),
            },
            { key: 'at', title: t('tag.since'), width: 170, show: ({ customer }) => <At at={customer.added_at} /> },
            {
              key: 'acts',
              title: '',
              width: 110,
              narrow: 'line',
              show: ({ customer }) => (
                <ActButton
                  size="small"
                  permission="member:write"
                  blocked={groups.length === 0 && t('tag.none_yet')}
                  onClick={() => setMarking(customer)}
                >
                  {t('tag.mark')}
                </ActButton>
              ),
            },
          ]}
        />
      </section>
      {marking && <MarkDialog account={account} customer={marking} groups={groups} onClose={() => setMarking(null)} />}
    </div>
  );
}
