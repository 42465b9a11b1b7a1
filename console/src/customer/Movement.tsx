import { DownloadOutlined } from '@ant-design/icons';
import { Button, Table } from 'antd';
import type { Schemas } from '../api/client';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Is } from '../insight/Metric';
import { save } from '../question/funnel';
import { Wide } from './Wide';

type Cell = Schemas['RfmCell'];

/** Who was where then and is where now. */
export function Movement({ data }: { data: Schemas['Customers'] }) {
  const t = useT();
  const format = useFormat();
  const cells = data.cells.map((one) => one.cell);
  const from: (Cell | null)[] = [...cells, null];
  const called = (row: Cell | null) => (row ? t(`customer.cell.${row}`) : t('customer.first_time'));
  const count = (a: Cell | null, b: Cell) =>
    data.moves.find((move) => move.from === a && move.to === b)?.customers ?? 0;
  return (
    <section className="panel pad" aria-label={t('customer.movement')}>
      <div className="row apart">
        <h3>
          {t('customer.movement')}
          <Is>{t('customer.movement.is')}</Is>
        </h3>
        <Button
          size="small"
          icon={<DownloadOutlined aria-hidden />}
          onClick={() =>
            save('movement.csv', [
              [t('customer.from_to'), ...cells.map((to) => t(`customer.cell.${to}`))],
              ...from.map((row) => [called(row), ...cells.map((to) => count(row, to))]),
            ])
          }
        >
          {t('funnel.csv')}
        </Button>
      </div>
      <p className="hint">{t('customer.movement_about', { before: data.before, until: data.until })}</p>
      <Wide label={t('customer.movement')}>
        <Table
          size="small"
          rowKey={(row) => row ?? 'none'}
          pagination={false}
          dataSource={from}
          columns={[
            {
              key: 'from',
              title: t('customer.from_to'),
              render: (_: unknown, row: Cell | null) => called(row),
            },
            ...cells.map((to) => ({
              key: to,
              title: t(`customer.cell.${to}`),
              align: 'right' as const,
              render: (_: unknown, row: Cell | null) => {
                const n = count(row, to);
                return n === 0 ? <span className="muted">·</span> : <span className="num">{format.number(n)}</span>;
              },
            })),
          ]}
        />
      </Wide>
    </section>
  );
}
