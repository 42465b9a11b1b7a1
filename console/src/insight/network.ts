import type { EChartsCoreOption } from 'echarts/core';
import { colours } from '../app/theme';
import type { Translate } from '../i18n';
import { type Format, type Series } from './axes';

/** ECharts draws its tooltips as HTML; names come from strangers. */
export const safe = (text: string) =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`).replace(/[\u202a-\u202e\u2066-\u2069]/g, '');

type Dot = { dataType: 'node' | 'edge'; data: { name?: string; value: number; partners?: number }; name: string };

export function connections(series: Series, t: Translate, format: Format): EChartsCoreOption | null {
  const { nodes, edges } = series.graph;
  if (nodes.length === 0) return null;
  const most = Math.max(...nodes.map((node) => node.messages), 1);
  const heaviest = Math.max(...edges.map((edge) => edge.messages), 1);
  const names = new Map(nodes.map((node) => [node.id, node.name]));
  const labelled = new Set(
    nodes
      .toSorted((a, b) => b.partners - a.partners)
      .slice(0, 14)
      .map((node) => node.id),
  );
  return {
    tooltip: {
      confine: true,
      formatter: ({ dataType, data, name }: Dot) =>
        dataType === 'node'
          ? t('chart.graph_member', { name: safe(name), n: format.number(data.value), partners: data.partners })
          : t('chart.graph_pair', { pair: safe(data.name ?? ''), n: format.number(data.value) }),
    },
    series: [
      {
        type: 'graph',
        layout: 'force',
        roam: 'move',
        force: { repulsion: 170, edgeLength: [40, 130], gravity: 0.1, layoutAnimation: false },
        emphasis: { focus: 'adjacency', lineStyle: { width: 3 } },
        labelLayout: { hideOverlap: true },
        data: nodes.map((node) => ({
          id: node.id,
          name: node.name,
          value: node.messages,
          partners: node.partners,
          symbolSize: 8 + 30 * Math.sqrt(node.messages / most),
          itemStyle: { color: colours.leaf, borderColor: '#fff', borderWidth: 1.5 },
          label: {
            show: labelled.has(node.id),
            position: 'right',
            color: colours.ink,
            fontSize: 11,
            width: 110,
            overflow: 'truncate',
          },
        })),
        links: edges.map((edge) => ({
          source: edge.from,
          target: edge.to,
          name: `${names.get(edge.from) ?? edge.from} → ${names.get(edge.to) ?? edge.to}`,
          value: edge.messages,
          lineStyle: { width: 0.6 + 3 * (edge.messages / heaviest), color: '#8fb49d', opacity: 0.55, curveness: 0.12 },
        })),
      },
    ],
  };
}
