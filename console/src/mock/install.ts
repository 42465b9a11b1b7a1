import { world } from './world';

export interface Asked {
  method: string;
  path: Record<string, string>;
  query: URLSearchParams;
  body: never;
}
type Answer = (asked: Asked) => unknown;

/** Finds the handler whose template fits, e.g. `GET /groups/{group}/report`. */
function find(handlers: Record<string, Answer>, method: string, path: string) {
  for (const [template, answer] of Object.entries(handlers)) {
    const [verb, shape] = template.split(' ');
    if (verb !== method) continue;
    const names: string[] = [];
    const pattern = shape.replace(/[.]/g, '\\.').replace(/\{(\w+)\}/g, (_, name: string) => {
      names.push(name);
      return '([^/]+)';
    });
    const match = new RegExp(`^${pattern}$`).exec(path);
    if (match) return { answer, values: Object.fromEntries(names.map((name, i) => [name, match[i + 1]])) };
  }
  return null;
}

export class MockProblem {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly params: Record<string, unknown> = {},
  ) {}
}

const json = (status: number, body: unknown) =>
  new Response(status === 204 ? null : JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json' },
  });

/** A server inside the page, for working on the console without one: `npm run dev:mock`, and for the tests of views. */
export function mockFetch(handlers: Record<string, Answer> = world()): typeof fetch {
  return async (input, init) => {
    const url = new URL(String(input), 'http://mock');
    const method = init?.method ?? 'GET';
    const found = find(handlers, method, url.pathname.replace('/api/v1', ''));
    if (!found) return json(404, { code: 'not_found', params: {}, detail: `${method} ${url.pathname}` });
    try {
      const body = typeof init?.body === 'string' ? JSON.parse(init.body) : init?.body;
      const answer = found.answer({ method, path: found.values, query: url.searchParams, body: body as never });
      return answer === undefined ? json(204, null) : json(200, answer);
    } catch (refusal) {
      if (refusal instanceof MockProblem)
        return json(refusal.status, { code: refusal.code, params: refusal.params, detail: null });
      throw refusal;
    }
  };
}

export function installMock() {
  window.fetch = mockFetch();
}
