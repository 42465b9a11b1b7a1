import { Collapse } from 'antd';
import type { Schemas } from '../api/client';
import { useT } from '../i18n';

/** What can be asked of: each table with its columns and what they mean. */
export function Tables({ tables }: { tables: Schemas['SqlTables'] }) {
  const t = useT();
  return (
    <section className="panel pad" aria-label={t('sql.tables')}>
      <h2>{t('sql.tables')}</h2>
      <p className="muted">{t('sql.tables_about', { seconds: tables.seconds })}</p>
      <Collapse
        ghost
        items={tables.items.map((table) => ({
          key: table.name,
          label: (
            <>
              <code>{table.name}</code> <span className="muted">{t.code('sql.table', table.name)}</span>
            </>
          ),
          children: (
            <dl className="sql-columns">
              {table.columns.map((column) => (
                <div key={column.name}>
                  <dt>
                    <code>{column.name}</code> <span className="muted">{column.type}</span>
                  </dt>
                  <dd>{t.code(`sql.column.${table.name}`, column.name)}</dd>
                </div>
              ))}
            </dl>
          ),
        }))}
      />
    </section>
  );
}
