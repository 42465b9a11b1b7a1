import type { components, paths } from '../__generated__/api';

export type Schemas = components['schemas'];

/** A refusal of the server: `code` and `params` are translated by the console, see `i18n/words/problem.ts`. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly params: Record<string, unknown>,
    readonly detail: string | null,
  ) {
    super(detail ?? code);
  }
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type PathsWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, infer Operation> ? (Operation extends undefined ? never : P) : never;
}[keyof paths];
type Operation<P extends keyof paths, M extends Method> = paths[P] extends Record<M, infer O> ? O : never;
type PathParameters<P extends keyof paths> = paths[P] extends { parameters: { path: infer V } } ? V : undefined;
type Query<O> = O extends { parameters: { query?: infer Q } } ? Q : undefined;
type SharedQuery<P extends keyof paths> = paths[P] extends { parameters: { query?: infer Q } } ? Q : undefined;
type Body<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? B : undefined;
type Json<R, S> = S extends keyof R ? (R[S] extends { content: { 'application/json': infer A } } ? A : never) : never;
type Answer<O> = O extends { responses: infer R } ? Json<R, 200> | Json<R, 201> | Json<R, 202> : never;

export interface Request<P extends keyof paths, M extends Method> {
  path?: PathParameters<P>;
  query?: Query<Operation<P, M>> | SharedQuery<P>;
  body?: Body<Operation<P, M>>;
  form?: FormData;
  /** The body is this file itself. */
  file?: Blob;
}
export type AnswerOf<P extends keyof paths, M extends Method = 'get'> = Answer<Operation<P, M>>;
export type GetPath = PathsWith<'get'>;

let csrf: string | null = null;
let language = 'zh-CN';
let whenSignedOut: () => void = () => {};
let whenReached: (reached: boolean) => void = () => {};

export const client = {
  useCsrf: (token: string | null) => {
    csrf = token;
  },
  useLanguage: (tag: string) => {
    language = tag;
  },
  onSignedOut: (listener: () => void) => {
    whenSignedOut = listener;
  },
  /** Told after every request whether the server answered at all. */
  onReach: (listener: (reached: boolean) => void) => {
    whenReached = listener;
    return () => {
      whenReached = () => {};
    };
  },
};

export function url(path: string, values?: object, query?: object): string {
  let filled = path;
  for (const [name, value] of Object.entries(values ?? {})) {
    filled = filled.replace(`{${name}}`, encodeURIComponent(String(value)));
  }
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  return `/api/v1${filled}${search.size > 0 ? `?${search}` : ''}`;
}

interface Raw {
  path?: object;
  query?: object;
  body?: unknown;
  form?: FormData;
  file?: Blob;
}
async function ask(method: Method, path: string, request: Raw): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language };
  if (method !== 'get' && csrf) headers['X-CSRF-Token'] = csrf;
  if (request.body !== undefined) headers['Content-Type'] = 'application/json';
  if (request.file)
    headers['Content-Type'] = request.file.type.startsWith('text/csv') ? request.file.type : 'application/octet-stream';
  let response: Response;
  try {
    response = await fetch(url(path, request.path, request.query), {
      method: method.toUpperCase(),
      headers,
      body: request.form ?? request.file ?? (request.body === undefined ? undefined : JSON.stringify(request.body)),
      credentials: 'same-origin',
    });
  } catch {
    whenReached(false);
    throw new ProblemError(0, 'server_unreachable', {}, null);
  }
  whenReached(true);
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  if (response.status === 401 && path !== '/session') whenSignedOut();
  throw new ProblemError(
    response.status,
    problem.code ?? `http_${response.status}`,
    problem.params ?? {},
    problem.detail ?? null,
  );
}

async function send(method: Method, path: string, request: Raw): Promise<unknown> {
  const response = await ask(method, path, request);
  return response.status === 204 ? undefined : response.json();
}

type Call<M extends Method> = <P extends PathsWith<M>>(path: P, request?: Request<P, M>) => Promise<AnswerOf<P, M>>;
function call<M extends Method>(method: M): Call<M> {
  return ((path: string, request: Raw = {}) => send(method, path, request)) as Call<M>;
}

export const api = {
  get: call('get'),
  post: call('post'),
  put: call('put'),
  patch: call('patch'),
  delete: call('delete'),
  /** Asks for a file by a question too long for an address. */
  file: async <P extends PathsWith<'post'>>(path: P, request: Request<P, 'post'>) => {
    const response = await ask('post', path, request as Raw);
    return { headers: response.headers, body: await response.blob() };
  },
};
