import type { Schemas } from '../api/client';
import type { What } from './funnel';

type Path = Schemas['PathAnswer']['paths'][number];

/** Paths laid on each other: a node is a step at its distance from the event, a link how many visits went along. */
export function streams(event: What, before: boolean, paths: Path[]) {
  const nodes = new Map<string, { key: string; what: What; visits: number }>();
  const links = new Map<string, { source: string; target: string; value: number }>();
  for (const path of paths) {
    const outward = [event, ...(before ? path.steps.toReversed() : path.steps)];
    outward.forEach((what, at) => {
      const key = `${at}:${what}`;
      const node = nodes.get(key) ?? { key, what, visits: 0 };
      nodes.set(key, { ...node, visits: node.visits + path.visits });
      if (at === 0) return;
      const near = `${at - 1}:${outward[at - 1]}`;
      const [source, target] = before ? [key, near] : [near, key];
      const link = links.get(source + target) ?? { source, target, value: 0 };
      links.set(source + target, { ...link, value: link.value + path.visits });
    });
  }
  return { nodes: [...nodes.values()], links: [...links.values()] };
}
