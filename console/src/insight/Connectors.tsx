import { Table } from 'antd';
import { Link } from 'react-router';
import { paths } from '../app/paths';
import type { Schemas } from '../api/client';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';

type Connector = NonNullable<Schemas['Report']['connectors']>[number];

/** The members who hold the group together: with how many, how often, for how long. */
export function Connectors({ connectors }: { connectors: Connector[] }) {
  const t = useT();
  const format = useFormat();
  const community = useCommunity();
  if (connectors.length === 0) return null;
  return (
    <section className="panel pad" aria-label={t('connectors.title')}>
      <h3>{t('connectors.title')}</h3>
      <p className="hint">{t('connectors.about')}</p>
      <Table<Connector>
        size="small"
        rowKey={(one) => one.member.id}
        dataSource={connectors.slice(0, 10)}
        pagination={false}
        scroll={{ x: 'max-content' }}
        columns={[
          {
            key: 'member',
            title: t('common.member'),
            render: (_, one) => (
              <Link to={paths.member(community.id, one.member.id)}>
                <bdi>{one.member.name || one.member.id}</bdi>
              </Link>
            ),
          },
          {
            key: 'dimension',
            title: t('connectors.dimension'),
            align: 'right',
            render: (_, one) => format.number(one.dimension),
          },
          {
            key: 'frequency',
            title: t('connectors.frequency'),
            align: 'right',
            render: (_, one) => format.decimal(one.frequency),
          },
          {
            key: 'duration',
            title: t('connectors.duration'),
            align: 'right',
            render: (_, one) => format.decimal(one.duration),
          },
        ]}
      />
    </section>
  );
}
