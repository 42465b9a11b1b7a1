import { DownloadOutlined, TableOutlined } from '@ant-design/icons';
import { Button, Modal, Skeleton, Table, Tooltip } from 'antd';
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';
import type { EChartsCoreOption } from 'echarts/core';
import { useT } from '../i18n';
import type { ChartHandle } from './Chart';
import { Is } from './Metric';

const Chart = lazy(() => import('./Chart'));

export interface ChartData {
  columns: string[];
  rows: (string | number)[][];
}

/** A chart with its title, what it shows, its picture to save and its numbers as a table. */
export function ChartCard({
  title,
  about,
  is,
  sample,
  option,
  height = 280,
  data,
  empty,
  onPick,
}: {
  title: string;
  about: ReactNode;
  /** What the words mean, one hover away. */
  is: string;
  /** How much it stands on. */
  sample: string;
  option: EChartsCoreOption | null;
  height?: number;
  data: () => ChartData;
  empty?: ReactNode;
  onPick?: (id: string) => void;
}) {
  const t = useT();
  const handle = useRef<ChartHandle>(undefined);
  const [table, setTable] = useState<ChartData | null>(null);
  const save = () => {
    const link = document.createElement('a');
    link.href = handle.current!.picture();
    link.download = `${title}.png`;
    link.click();
  };
  return (
    <section className="panel pad chart-card" aria-label={title}>
      <div className="row apart nowrap">
        <h3>
          {title}
          <Is>{is}</Is>
        </h3>
        {option && (
          <span className="row nowrap">
            <Tooltip title={t('chart.table')}>
              <Button
                type="text"
                size="small"
                icon={<TableOutlined aria-hidden />}
                aria-label={`${t('chart.table')}: ${title}`}
                onClick={() => setTable(data())}
              />
            </Tooltip>
            <Tooltip title={t('chart.save')}>
              <Button
                type="text"
                size="small"
                icon={<DownloadOutlined aria-hidden />}
                aria-label={`${t('chart.save')}: ${title}`}
                onClick={save}
              />
            </Tooltip>
          </span>
        )}
      </div>
      <p className="hint">
        {about} {option && <span className="sample num">{sample}</span>}
      </p>
      {option ? (
        <Suspense fallback={<Skeleton.Node active style={{ width: '100%', height }} />}>
          <Chart
            option={option}
            height={height}
            label={`${title}. ${sample}`}
            onPick={onPick}
            onReady={(ready) => (handle.current = ready)}
          />
        </Suspense>
      ) : (
        <p className="muted chart-empty" style={{ minHeight: Math.min(height, 200) }}>
          {empty}
        </p>
      )}
      <Modal
        open={table !== null}
        title={title}
        footer={null}
        onCancel={() => setTable(null)}
        width={720}
        destroyOnHidden
      >
        {table && (
          <Table
            size="small"
            rowKey={(row) => table.rows.indexOf(row)}
            scroll={{ x: 'max-content' }}
            dataSource={table.rows}
            pagination={{ pageSize: 12, size: 'small', showSizeChanger: false, hideOnSinglePage: true }}
            columns={table.columns.map((column, index) => ({
              key: column,
              title: column,
              render: (_: unknown, row: (string | number)[]) => row[index],
            }))}
          />
        )}
      </Modal>
    </section>
  );
}
