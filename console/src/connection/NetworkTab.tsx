import { MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Select, Skeleton } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useRead } from '../api/queries';
import { paths } from '../app/paths';
import { useCommunity } from '../community/community';
import { useT } from '../i18n';
import { useFormat } from '../i18n/format';
import { ChartCard } from '../insight/ChartCard';
import '../insight/insight.css';
import { Metric } from '../insight/Metric';
import { Refusal } from '../ui/Refusal';
import { Teach } from '../ui/Teach';
import { Bridges, Circles, Members } from './Members';
import { picture, type Network } from './circles';

const FEW = 30; // members; of fewer, circles are an impression
/** Above about 0.3 the circles stand apart (Newman 2004). */
const APART = 0.3;

function Numbers({ network }: { network: Network }) {
  const t = useT();
  const format = useFormat();
  const { totals, modularity } = network;
  return (
    <dl className="headline">
      <Metric
        strong
        label={t('metric.graph.nodes')}
        is={t('metric.graph.nodes.is')}
        value={format.number(totals.nodes)}
      />
      <Metric
        strong
        label={t('metric.graph.directed_messages')}
        is={t('metric.graph.directed_messages.is')}
        value={format.number(totals.directed_messages)}
      />
      <Metric
        strong
        label={t('metric.graph.reciprocity')}
        is={t('metric.graph.reciprocity.is')}
        value={format.percent(totals.reciprocity)}
        of={t('connection.of_edges', { n: format.number(totals.edges) })}
      />
      <Metric
        strong
        label={t('connection.circles')}
        is={t('connection.circle_is')}
        value={format.number(network.circles_in_all)}
      />
      <Metric
        strong
        label={t('connection.modularity')}
        is={t('connection.modularity_is')}
        value={format.decimal(modularity)}
        of={t((modularity ?? 0) >= APART ? 'connection.apart' : 'connection.together')}
      />
    </dl>
  );
}

function Picture({ network, choice }: { network: Network; choice: React.ReactNode }) {
  const t = useT();
  const format = useFormat();
  const navigate = useNavigate();
  const community = useCommunity().id;
  const [zoom, setZoom] = useState(1);
  const option = useMemo(() => picture(network, zoom, t, format), [network, zoom, t, format]);
  const names = new Map(network.shown.map((one) => [one.member.id, one.member.name]));
  const hidden = network.totals.nodes - network.shown.length;
  const thinned = network.edges_in_all - network.edges.length;
  return (
    <>
      <div className="row apart">
        <div className="row">{choice}</div>
        <div className="row nowrap">
          <Button
            icon={<MinusOutlined aria-hidden />}
            aria-label={t('connection.zoom_out')}
            disabled={zoom <= 0.5}
            onClick={() => setZoom(zoom / 1.5)}
          />
          <Button
            icon={<PlusOutlined aria-hidden />}
            aria-label={t('connection.zoom_in')}
            disabled={zoom >= 5}
            onClick={() => setZoom(zoom * 1.5)}
          />
        </div>
      </div>
      {hidden > 0 && (
        <Alert
          type="info"
          showIcon
          title={t('connection.hidden', {
            shown: format.number(network.shown.length),
            nodes: format.number(network.totals.nodes),
          })}
          description={thinned > 0 ? t('connection.thinned', { n: format.number(thinned) }) : undefined}
        />
      )}
      <ChartCard
        title={t('connection.picture')}
        about={t('connection.picture_about')}
        is={t('connection.picture_is')}
        sample={t('chart.of_graph', {
          nodes: format.number(network.shown.length),
          edges: format.number(network.edges.length),
        })}
        option={option}
        height={560}
        onPick={(member) => void navigate(paths.member(community, member))}
        data={() => ({
          columns: [t('common.from'), t('common.to'), t('chart.messages')],
          rows: network.edges.map((edge) => [
            names.get(edge.from) ?? edge.from,
            names.get(edge.to) ?? edge.to,
            edge.messages,
          ]),
        })}
      />
    </>
  );
}

/** The picture, the same in tables, and what it shows. */
export function NetworkTab({
  group,
  period,
  sizes,
  size,
  onSize,
}: {
  group: string;
  period: { from?: string; to?: string };
  sizes: number[];
  size: number;
  onSize: (size: number) => void;
}) {
  const t = useT();
  const found = useRead('/groups/{group}/connections', { path: { group }, query: { ...period, shown: size } });
  if (found.error) return <Refusal problem={found.error} retry={found.refetch} />;
  if (!found.data) return <Skeleton active paragraph={{ rows: 10 }} />;
  const network = found.data;
  if (network.shown.length === 0) return <Teach title={t('connection.empty')}>{t('connection.empty_about')}</Teach>;
  return (
    <div className="stack">
      <Numbers network={network} />
      {network.totals.nodes < FEW && <Alert type="warning" showIcon title={t('connection.few')} />}
      <section className="stack" aria-label={t('connection.who')}>
        <h2 className="section first">{t('connection.who')}</h2>
        <Picture
          network={network}
          choice={
            <Select
              aria-label={t('connection.size')}
              value={size}
              style={{ minWidth: 150 }}
              onChange={onSize}
              options={sizes.map((n) => ({ value: n, label: t('connection.size_n', { n }) }))}
            />
          }
        />
        <Members network={network} />
      </section>
      <Circles network={network} />
      <Bridges network={network} />
    </div>
  );
}
