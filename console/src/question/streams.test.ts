import { expect, it } from 'vitest';
import { streams } from './streams';

const path = (visits: number, ...steps: ('said' | 'asked' | 'joined')[]) => ({ steps, visits, people: 1, share: 0.1 });

it('lays paths on each other by their distance from the event', () => {
  const { nodes, links } = streams('joined', false, [path(3, 'said', 'asked'), path(2, 'said'), path(1)]);
  expect(nodes.map((node) => [node.key, node.visits])).toEqual([
    ['0:joined', 6],
    ['1:said', 5],
    ['2:asked', 3],
  ]);
  expect(links.map((link) => link.value)).toEqual([5, 3]);
});

it('runs towards the event before it', () => {
  const { links } = streams('said', true, [path(4, 'joined', 'asked')]);
  expect(links).toEqual([
    { source: '1:asked', target: '0:said', value: 4 },
    { source: '2:joined', target: '1:asked', value: 4 },
  ]);
});
