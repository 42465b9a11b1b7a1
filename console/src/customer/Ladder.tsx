import { DownloadOutlined } from '@ant-design/icons';
import { Button, Table } from 'antd';
import type { Schemas } from '../api/client';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Is } from '../insight/Metric';
import { useMoney } from './money';
import { save } from '../question/funnel';
import { Wide } from './Wide';

/** What the next order costs, by what the one before did. */
export function Ladder({ data }: { data: Schemas['Customers'] }) {
  const t = useT();
  const format = useFormat();
  const money = useMoney(data.currency);
  const { steps, moves } = data.ladder;
  const name = (i: number) =>
    i === 0
      ? t('customer.below', { price: money.small(steps[0]) })
      : t('customer.from_price', { price: money.small(steps[i - 1]) });
  if (steps.length === 0) return null;
  return (
    <section className="panel pad" aria-label={t('customer.ladder')}>
      <div className="row apart">
        <h3>
          {t('customer.ladder')}
          <Is>{t('customer.ladder.is')}</Is>
        </h3>
        <Button
          size="small"
          icon={<DownloadOutlined aria-hidden />}
          onClick={() =>
            save('ladder.csv', [
              [t('customer.before_next'), ...moves.map((_, to) => name(to))],
              ...moves.map((row, step) => [name(step), ...row]),
            ])
          }
        >
          {t('funnel.csv')}
        </Button>
      </div>
      <p className="hint">{t('customer.ladder_about')}</p>
      <Wide label={t('customer.ladder')}>
        <Table
          size="small"
          rowKey="step"
          pagination={false}
          dataSource={moves.map((row, step) => ({ step, row, n: row.reduce((a, b) => a + b, 0) }))}
          columns={[
            { key: 'from', title: t('customer.before_next'), render: (_, one) => name(one.step) },
            ...moves.map((_, to) => ({
              key: String(to),
              title: name(to),
              align: 'right' as const,
              render: (_value: unknown, one: { row: number[]; n: number }) => (
                <span className="num">
                  {format.number(one.row[to])}
                  {one.n >= 30 && <span className="small muted"> {format.percent(one.row[to] / one.n)}</span>}
                </span>
              ),
            })),
          ]}
        />
      </Wide>
    </section>
  );
}
