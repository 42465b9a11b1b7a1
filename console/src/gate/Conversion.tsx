import { Skeleton } from 'antd';
import type { Schemas } from '../api/client';
import { ONE_PAGE, useRead } from '../api/queries';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { Records } from '../ui/Records';
import { Teach } from '../ui/Teach';

const COUNTS = ['seen', 'started', 'waiting', 'passed', 'refused'] as const;

/** How many visitors got how far. */
export function Conversion({ page }: { page: Schemas['GatePage'] }) {
  const t = useT();
  const format = useFormat();
  const found = useRead('/pages/{page}/conversion', { path: { page: page.id } }, { refetchInterval: 10_000 });
  if (!found.data && !found.error) return <Skeleton active />;
  const gates = (found.data?.gates ?? []).map((gate) => ({ ...gate, id: gate.gate }));
  type Row = (typeof gates)[number];
  return (
    <>
      <p className="hint">{t('conversion.about')}</p>
      <Records
        list={{
          ...ONE_PAGE,
          items: gates,
          isPending: false,
          error: found.error,
          refetch: found.refetch,
        }}
        label={t('page.tab.conversion')}
        empty={<Teach title={t('page.gates_none')} />}
        columns={[
          {
            key: 'gate',
            title: t('conversion.gate'),
            narrow: 'head',
            show: (row) => (
              <span className="stack tight">
                <bdi>{row.title}</bdi>
                <span className="small muted">{t.code('gate.kind', row.kind)}</span>
              </span>
            ),
          },
          ...COUNTS.map((count) => ({
            key: count,
            title: t(`conversion.${count}`),
            width: 100,
            align: 'right' as const,
            show: (row: Row) => format.number(row.counts[count]),
          })),
          {
            key: 'rate',
            title: t('conversion.rate'),
            width: 110,
            align: 'right',
            show: (row) => (row.counts.seen > 0 ? format.percent(row.counts.passed / row.counts.seen) : '–'),
          },
          {
            key: 'median',
            title: t('conversion.median'),
            width: 130,
            align: 'right',
            show: (row) =>
              row.counts.median_seconds == null ? '–' : t('conversion.seconds', { n: row.counts.median_seconds }),
          },
        ]}
      />
    </>
  );
}
