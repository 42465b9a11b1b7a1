import { ONE_PAGE, useRead } from '../api/queries';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Records, type Column } from '../ui/Records';
import { Teach } from '../ui/Teach';
import type { Schemas } from '../api/client';
import type { Account } from './words';

type Row = Schemas['StatisticPage']['items'][number] & { id: string };

/** WeCom's own numbers by day and owner, and ours beside them. */
export function WeComFigures({ account }: { account: Account }) {
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
