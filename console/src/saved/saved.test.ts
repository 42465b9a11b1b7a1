import { expect, it } from 'vitest';
import { link } from './saved';

it('opens a question on the page that asked it, with what its address held', () => {
  expect(link('7', { kind: 'funnel', address: 'steps=joined.said-20&window=24' })).toBe(
    '/communities/7/funnel?steps=joined.said-20&window=24',
  );
  const sql = 'select "a&b" from event -- ?#';
  const there = new URL(link('7', { kind: 'sql', address: new URLSearchParams({ sql }).toString() }), 'http://x');
  expect(there.pathname).toBe('/communities/7/sql');
  expect(there.searchParams.get('sql')).toBe(sql);
  expect(link('7', { kind: 'paths', address: '' })).toBe('/communities/7/habits');
});
