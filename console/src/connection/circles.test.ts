import { describe, expect, it } from 'vitest';
import { translate } from '../i18n';
import type { Schemas } from '../api/client';
import { connections } from '../mock/connections';
import type { Asked } from '../mock/install';
import { look, picture } from './circles';

const network = connections()['GET /groups/{group}/connections']({ query: new URLSearchParams() } as Asked);
const t = Object.assign((key: never, values?: never) => translate('en', key, values), { language: 'en' }) as never;
const format = { number: String } as never;

type Series = {
  series: {
    data: { id: string; category: number }[];
    categories: { name: string; symbol: string }[];
    links: object[];
  }[];
};
const drawn = (given: Schemas['Network']) => (picture(given, 1, t, format) as Series).series[0];

describe('the picture of a network', () => {
  it('holds every member and edge shown, each in the look of its circle', () => {
    const { data, categories, links } = drawn(network);
    expect(data.map((dot) => dot.id)).toEqual(network.shown.map((one) => one.member.id));
    expect(links).toHaveLength(network.edges.length);
    data.forEach((dot, at) => expect(categories[dot.category].symbol).toBe(look(network.shown[at].circle).symbol));
    expect(new Set(categories.map((one) => one.symbol)).size).toBe(4);
  });

  it('puts circles beyond those with a look of their own together', () => {
    const many = {
      ...network,
      circles_in_all: 12,
      shown: network.shown.slice(0, 12).map((one, n) => ({ ...one, circle: n + 1 })),
      edges: [],
    };
    const { data, categories } = drawn(many);
    expect(categories.at(-1)!.name).toBe('Other circles');
    expect(data.map((dot) => dot.category)).toEqual([0, 1, 2, 3, 4, 5, 6, 6, 6, 6, 6, 6]);
  });

  it('is none of nobody', () => {
    expect(picture({ ...network, shown: [] }, 1, t, format)).toBeNull();
  });
});
