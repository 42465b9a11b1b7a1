import { Alert, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { useAct, useList, useRead } from '../api/queries';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ActButton } from '../ui/ActButton';
import { At } from '../ui/At';
import { FormDialog } from '../ui/FormDialog';
import { Mark } from '../ui/Mark';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';
import type { Account } from './words';

type Seen = Schemas['SeenGroup'];
type Placing = { community_id: string; name: string };

function PlaceDialog({ account, group, onClose }: { account: Account; group: Seen | null; onClose: () => void }) {
  const t = useT();
  const communities = useList('/communities', { query: { limit: 200 } });
  const place = useAct(
    ({ community_id, name }: Placing) =>
      api.post('/accounts/{account}/groups', {
        path: { account: account.id },
        body: { external_id: group!.external_id, community_id, name: name?.trim() || null },
      }),
    { done: 'seen.placed', changes: ['/accounts', '/groups', '/communities'], onDone: onClose },
  );
  return (
    <FormDialog<Placing, unknown>
      key={group?.external_id}
      open={group !== null}
      title={t('seen.place_it')}
      confirm={t('seen.place_it')}
      initial={{
        community_id: account.community_id ?? (communities.items.length === 1 ? communities.items[0].id : undefined),
        name: group?.name,
      }}
      act={place}
      onClose={onClose}
    >
      <Form.Item
        name="community_id"
        label={t('seen.in_community')}
        rules={[{ required: true, message: t('setup.required') }]}
      >
        <Select options={communities.items.map((one) => ({ value: one.id, label: one.name }))} />
      </Form.Item>
      <Form.Item name="name" label={t('seen.name')}>
        <Input maxLength={80} />
      </Form.Item>
    </FormDialog>
  );
}

/** The groups an account sees, and the community each has, or lacks. */
export function SeenGroups({ account }: { account: Account }) {
  const t = useT();
  const format = useFormat();
  const [placing, setPlacing] = useState<Seen | null>(null);
  const found = useRead('/accounts/{account}/groups', { path: { account: account.id } }, { refetchInterval: 10_000 });
  const groups = useList('/groups', { query: { limit: 200 } });
  const communities = useList('/communities', { query: { limit: 200 } });
  const place = (id: string) => {
    const group = groups.items.find((one) => one.id === id);
    return communities.items.find((one) => one.id === group?.community_id)?.name ?? group?.name ?? id;
  };
  const items = (found.data?.items ?? []).map((one) => ({ ...one, id: one.external_id }));
  const homeless = items.filter((one) => one.group_id === null && one.present).length;
  return (
    <>
      <p className="hint">{t('seen.about')}</p>
      <p className="hint">{t('seen.compared_about')}</p>
      {homeless > 0 && (
        <Alert type="warning" showIcon title={t('seen.homeless', { n: homeless })} style={{ marginBottom: 16 }} />
      )}
      <Records
        list={{ ...found, items, hasNextPage: false, isFetchingNextPage: false, fetchNextPage: () => {} }}
        label={t('account.tab.groups')}
        empty={<Teach title={t('seen.empty')}>{t('seen.empty_about')}</Teach>}
        columns={[
          {
            key: 'name',
            title: t('common.group'),
            narrow: 'head',
            show: (one) => (
              <span className="row">
                <bdi>{one.name || one.external_id}</bdi>
                {!one.present && <Mark>{t('seen.gone')}</Mark>}
              </span>
            ),
          },
          {
            key: 'members',
            title: t('seen.members'),
            width: 90,
            align: 'right',
            show: (one) => <span className="num">{format.number(one.members)}</span>,
          },
          {
            key: 'role',
            title: t('seen.role'),
            width: 110,
            show: (one) => (one.role ? t(`role.${one.role}`) : '–'),
          },
          {
            key: 'passed',
            title: t('seen.passed_by'),
            width: 150,
            show: (one) => (one.passed_by > 0 ? t('seen.passed_by_n', { n: format.number(one.passed_by) }) : '–'),
          },
          {
            key: 'compared',
            title: t('seen.compared'),
            width: 190,
            show: (one) => (
              <span className="row">
                {one.compared_at ? <At at={one.compared_at} /> : t('seen.never_compared')}
                {one.drift > 0 && <Mark tone="warn">{t('seen.drift_n', { n: format.number(one.drift) })}</Mark>}
              </span>
            ),
          },
          { key: 'seen', title: t('seen.since'), width: 180, show: (one) => <At at={one.seen_at} /> },
          {
            key: 'place',
            title: t('seen.place'),
            width: 190,
            narrow: 'line',
            show: (one) =>
              one.group_id ? (
                <Mark tone="good">
                  <bdi>{place(one.group_id)}</bdi>
                </Mark>
              ) : (
                <ActButton size="small" type="primary" permission="community:write" onClick={() => setPlacing(one)}>
                  {t('seen.place_it')}
                </ActButton>
              ),
          },
        ]}
      />
      <PlaceDialog account={account} group={placing} onClose={() => setPlacing(null)} />
    </>
  );
}
