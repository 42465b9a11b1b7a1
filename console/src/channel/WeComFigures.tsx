import { Segmented } from 'antd';
import { ONE_PAGE, useRead } from '../api/queries';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Records, type Column } from '../ui/Records';
import { Teach } from '../ui/Teach';
import { useFilters } from '../ui/useFilters';
import type { Schemas } from '../api/client';
import type { Account } from './words';

type Talk = Schemas['BehaviorPage']['items'][number] & { id: string };
type Row = Schemas['StatisticPage']['items'][number] & { id: string };

/** How members of staff talk with customers. */
function StaffFigures({ account }: { account: Account }) {
  const t = useT();
  const format = useFormat();
  const found = useRead('/accounts/{account}/behavior', { path: { account: account.id } });
  const items = (found.data?.items ?? []).map((one) => ({ ...one, id: `${one.day} ${one.staff}` }));
  const number = (key: 'chats' | 'messages' | 'lost' | 'added'): Pick<Column<Talk>, 'align' | 'width' | 'show'> => ({
    align: 'right',
    width: 110,
    show: (one) => <span className="num">{format.number(one[key])}</span>,
  });
  return (
    <>
      <p className="hint">{t('behavior.about')}</p>
      <Records<Talk>
        list={{ ...found, items, ...ONE_PAGE }}
        label={t('behavior.title')}
        empty={<Teach title={t('figures.empty')}>{t('behavior.empty_about')}</Teach>}
        columns={[
          {
            key: 'day',
            title: t('behavior.day'),
            narrow: 'head',
            show: (one) => (
              <span>
                {one.day} · <bdi>{one.staff}</bdi>
              </span>
            ),
          },
          { key: 'chats', title: t('behavior.chats'), ...number('chats') },
          { key: 'messages', title: t('behavior.messages'), ...number('messages') },
          {
            key: 'replied',
            title: t('behavior.replied'),
            align: 'right',
            width: 110,
            show: (one) => (
              <span className="num">
                {one.reply_percentage === null ? '–' : format.percent(one.reply_percentage / 100)}
              </span>
            ),
          },
          {
            key: 'minutes',
            title: t('behavior.minutes'),
            align: 'right',
            width: 140,
            show: (one) => (
              <span className="num">{one.reply_minutes === null ? '–' : format.minutes(one.reply_minutes)}</span>
            ),
          },
          { key: 'added', title: t('behavior.added'), ...number('added') },
          { key: 'lost', title: t('behavior.lost'), ...number('lost') },
        ]}
      />
    </>
  );
}

/** WeCom's own numbers: of groups, with ours beside them, and of members of staff. */
export function WeComFigures({ account }: { account: Account }) {
  const t = useT();
  const { values, set } = useFilters('of');
  const staff = values.of === 'staff';
  return (
    <>
      <div className="filters">
        <Segmented
          aria-label={t('behavior.of')}
          value={staff ? 'staff' : 'groups'}
          options={[
            { value: 'groups', label: t('behavior.of_groups') },
            { value: 'staff', label: t('behavior.of_staff') },
          ]}
          onChange={(of) => set({ of: of === 'staff' ? of : null })}
        />
      </div>
      {staff ? <StaffFigures account={account} /> : <GroupFigures account={account} />}
    </>
  );
}

/** By day and owner, and ours beside them. */
function GroupFigures({ account }: { account: Account }) {
  const t = useT();
  const format = useFormat();
  const found = useRead('/accounts/{account}/statistics', { path: { account: account.id } });
  const items = (found.data?.items ?? []).map((one) => ({ ...one, id: `${one.day} ${one.owner}` }));
  const number = (
    key: 'members' | 'new_members' | 'messages' | 'groups' | 'groups_with_messages',
  ): Pick<Column<Row>, 'align' | 'width' | 'show'> => ({
    align: 'right',
    width: 110,
    show: (one) => <span className="num">{one.wecom ? format.number(one.wecom[key]) : '–'}</span>,
  });
  return (
    <>
      <p className="hint">{t('figures.about')}</p>
      <Records<Row>
        list={{ ...found, items, ...ONE_PAGE }}
        label={t('account.tab.figures')}
        empty={<Teach title={t('figures.empty')}>{t('figures.empty_about')}</Teach>}
        columns={[
          {
            key: 'day',
            title: t('figures.day'),
            narrow: 'head',
            show: (one) => (
              <span>
                {one.day} · <bdi>{one.owner}</bdi>
              </span>
            ),
          },
          { key: 'groups', title: t('figures.groups'), ...number('groups') },
          { key: 'members', title: t('figures.members'), ...number('members') },
          { key: 'new', title: t('figures.new_members'), ...number('new_members') },
          {
            key: 'joins',
            title: t('figures.our_joins'),
            align: 'right',
            width: 130,
            show: (one) => <span className="num">{format.number(one.our_joins)}</span>,
          },
          { key: 'messages', title: t('figures.messages'), ...number('messages') },
          {
            key: 'ours',
            title: t('figures.our_messages'),
            align: 'right',
            width: 130,
            show: (one) => <span className="num">{format.number(one.our_messages)}</span>,
          },
        ]}
      />
    </>
  );
}
