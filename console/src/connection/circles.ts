import type { EChartsCoreOption } from 'echarts/core';
import { colours } from '../app/theme';
import type { Schemas } from '../api/client';
import type { Translate } from '../i18n';
import type { useFormat } from '../i18n/format';
import { legend } from '../insight/axes';
import { safe } from '../insight/network';

export type Network = Schemas['Network'];
export type Person = Schemas['ConnectedMember'];
type Format = ReturnType<typeof useFormat>;

/**
 * How a circle looks: colours told apart also by those who see few (Okabe and Ito 2008), each with a shape of its own.
 * Circles beyond the last share the grey one; their number still tells them apart.
 */
const LOOKS = [
  { colour: '#0072b2', symbol: 'circle', sign: '●' },
  { colour: '#e69f00', symbol: 'rect', sign: '■' },
  { colour: '#009e73', symbol: 'triangle', sign: '▲' },
  { colour: '#cc79a7', symbol: 'diamond', sign: '◆' },
  { colour: '#56b4e9', symbol: 'pin', sign: '▼' },
  { colour: '#d55e00', symbol: 'roundRect', sign: '▬' },
];
const OTHERS = { colour: '#8a948e', symbol: 'circle', sign: '○' };
export const look = (circle: number) => LOOKS[circle - 1] ?? OTHERS;

/** Names stand at this many dots; more would cover each other. */
const LABELLED = 20;
/** More edges than this are drawn thin and pale, or nobody sees a member any more. */
const MANY_EDGES = 250;

type Dot = { dataType: 'node' | 'edge'; name: string; data: { at?: number; name?: string; value: number } };

/** The members shown, those who talk close together; deterministic, as the dots begin on a circle. */
export function picture(network: Network, zoom: number, t: Translate, format: Format): EChartsCoreOption | null {
  const { shown, edges } = network;
  if (shown.length === 0) return null;
  const exchanged = (one: Person) => one.sent + one.received;
  const most = Math.max(...shown.map(exchanged), 1);
  const heaviest = Math.max(...edges.map((edge) => edge.messages), 1);
  const names = new Map(shown.map((one) => [one.member.id, one.member.name]));
  const drawn = Math.min(network.circles_in_all, LOOKS.length + 1);
  const category = (circle: number) => Math.min(circle, drawn) - 1;
  const label = (index: number) =>
    index < LOOKS.length ? t('connection.circle_n', { n: index + 1 }) : t('connection.other_circles');
  const many = edges.length > MANY_EDGES;
  return {
    legend: {
      ...legend,
      type: 'scroll',
      selectedMode: true,
      data: Array.from({ length: drawn }, (_, index) => ({ name: label(index), icon: look(index + 1).symbol })),
    },
    tooltip: {
      confine: true,
      formatter: ({ dataType, data, name }: Dot) => {
        if (dataType === 'edge')
          return t('chart.graph_pair', { pair: safe(data.name ?? ''), n: format.number(data.value) });
        const one = shown[data.at!];
        return t('connection.member_hover', {
          name: safe(name),
          circle: one.circle,
          partners: format.number(one.dimension),
          sent: format.number(one.sent),
          received: format.number(one.received),
        });
      },
    },
    series: [
      {
        type: 'graph',
        layout: 'force',
        zoom,
        roam: 'move',
        top: 10,
        bottom: 40,
        draggable: true,
        categories: Array.from({ length: drawn }, (_, index) => ({
          name: label(index),
          symbol: look(index + 1).symbol,
          itemStyle: { color: look(index + 1).colour },
        })),
        force: {
          initLayout: 'circular',
          repulsion: shown.length > 80 ? 90 : 170,
          edgeLength: [40, 130],
          gravity: 0.2,
          layoutAnimation: false,
        },
        emphasis: { focus: 'adjacency', lineStyle: { width: 3 }, label: { show: true } },
        labelLayout: { hideOverlap: true },
        data: shown.map((one, at) => ({
          id: one.member.id,
          at,
          name: one.member.name,
          value: exchanged(one),
          category: category(one.circle),
          symbolSize: 9 + 30 * Math.sqrt(exchanged(one) / most),
          itemStyle: { borderColor: colours.ink, borderWidth: one.cuts_off > 0 ? 2.5 : 0.8 },
          label: {
            show: at < LABELLED,
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
          lineStyle: {
            width: (many ? 0.4 : 0.6) + 3 * (edge.messages / heaviest),
            color: '#8fb49d',
            opacity: many ? 0.35 : 0.55,
            curveness: 0.12,
          },
        })),
      },
    ],
  };
}
