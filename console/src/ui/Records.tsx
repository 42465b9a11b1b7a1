import { Grid, Skeleton, Table } from 'antd';
import type { ReactNode } from 'react';
import type { List } from '../api/queries';
import { More } from './More';
import { Refusal } from './Refusal';

export interface Column<T> {
  key: string;
  title: string;
  show: (item: T) => ReactNode;
  width?: number;
  align?: 'left' | 'right';
  /** On a narrow screen: the headline of the card, a line of its own, or left out; otherwise two stand side by side. */
  narrow?: 'head' | 'line' | 'hide';
}

/** A list of things: a table on a wide screen, cards on a narrow one; further pages on demand. */
export function Records<T extends { id: string }>({
  list,
  columns,
  empty,
  label,
  more,
}: {
  list: List<T>;
  columns: Column<T>[];
  empty: ReactNode;
  label: string;
  more?: (item: T) => ReactNode;
}) {
  const wide = Grid.useBreakpoint().md !== false;
  if (list.error) return <Refusal problem={list.error} retry={list.refetch} />;
  if (list.isPending) return <Skeleton active paragraph={{ rows: 6 }} />;
  if (list.items.length === 0) return <>{empty}</>;
  return (
    <>
      {wide ? (
        <div className="panel">
          <Table<T>
            aria-label={label}
            rowKey="id"
            size="middle"
            dataSource={list.items}
            pagination={false}
            tableLayout="fixed"
            columns={columns.map((column) => ({
              key: column.key,
              title: column.title,
              width: column.width,
              align: column.align,
              render: (_: unknown, item: T) => column.show(item),
            }))}
            expandable={more && { expandedRowRender: more }}
          />
        </div>
      ) : (
        <ul className="cards" aria-label={label}>
          {list.items.map((item) => (
            <li key={item.id} className="panel card">
              {columns
                .filter((column) => column.narrow === 'head')
                .map((column) => (
                  <div key={column.key} className="card-head">
                    {column.show(item)}
                  </div>
                ))}
              <div className="card-rows">
                {columns
                  .filter((column) => column.narrow === undefined || column.narrow === 'line')
                  .map((column) => ({ ...column, shown: column.show(item) }))
                  .filter((column) => column.shown !== null)
                  .map((column) => (
                    <div
                      key={column.key}
                      className={column.narrow === 'line' || !column.title ? 'card-row card-line' : 'card-row'}
                    >
                      {column.title && <span className="card-label">{column.title}</span>}
                      <span className="card-value">{column.shown}</span>
                    </div>
                  ))}
              </div>
              {more?.(item)}
            </li>
          ))}
        </ul>
      )}
      <More list={list} />
    </>
  );
}
