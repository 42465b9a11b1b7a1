import { Alert, Table } from 'antd';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { At } from '../ui/At';
import { Teach } from '../ui/Teach';
import type { Answer } from './sql';

export function SqlAnswer({ answer }: { answer: Answer }) {
  const t = useT();
  const format = useFormat();
  const shown = (value: string | number | boolean | null) =>
    value === null ? <span className="muted">–</span> : typeof value === 'boolean' ? t(`sql.${value}`) : String(value);
  return (
    <section className="panel pad" aria-label={t('sql.answer')}>
      <h2>{t('sql.answer')}</h2>
      <p className="muted">
        {t('sql.rows', { n: format.number(answer.rows.length), ms: format.number(answer.took_ms) })}
        <At at={answer.as_of} />
      </p>
      {answer.more && <Alert type="warning" showIcon title={t('sql.more', { n: format.number(answer.rows.length) })} />}
      {answer.rows.length === 0 ? (
        <Teach title={t('sql.no_rows')}>{t('sql.no_rows_about')}</Teach>
      ) : (
        <Table
          className="sql-answer"
          aria-label={t('sql.answer')}
          size="small"
          scroll={{ x: 'max-content' }}
          rowKey="at"
          dataSource={answer.rows.map((cells, at) => ({ at, cells }))}
          pagination={{ defaultPageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          columns={answer.columns.map((column, at) => ({
            key: at,
            title: column.name,
            align: column.type === 'number' ? ('right' as const) : ('left' as const),
            render: (_: unknown, row: { cells: Answer['rows'][number] }) => (
              <span className={column.type === 'number' ? 'num' : undefined}>{shown(row.cells[at] ?? null)}</span>
            ),
          }))}
        />
      )}
    </section>
  );
}
