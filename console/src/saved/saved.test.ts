import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { catalogue, type Key } from '../i18n/catalogue';
import { link } from './saved';
import { addresses, isAddress } from './schedule';

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

it('takes addresses as people paste them, each once, and nothing that could be two', () => {
  expect(addresses(' ana@example.com,bo@example.com；ana@example.com\nchen@xn--fsqu00a.xn--fiqs8s ')).toEqual([
    'ana@example.com',
    'bo@example.com',
    'chen@xn--fsqu00a.xn--fiqs8s',
  ]);
  expect(['ana@example.com', 'a.b+c@mail.example.org', 'chen@xn--fsqu00a.xn--fiqs8s'].every(isAddress)).toBe(true);
  expect(['ana', 'ana@localhost', 'a@b@c.de', 'Ana<ana@example.com>', 'a@b.', '陈@例子.中国'].some(isAddress)).toBe(
    false,
  );
});

it('calls in a table the same by the same words as the server in a letter', () => {
  const server = JSON.parse(readFileSync('../server/src/main/resources/question/words.json', 'utf8')) as Record<
    string,
    [string, string]
  >;
  const differing = Object.entries(server).filter(
    ([key, words]) => !key.startsWith('weekly.') && String(catalogue[key as Key]) !== String(words),
  );
  expect(differing).toEqual([]);
});
