import { expect, it } from 'vitest';
import { complete, EMPTY, NEW, ofList, withField } from './segment';

it('what is not filled in is not asked', () => {
  expect(complete(EMPTY)).toBe(true);
  expect(complete({ kind: 'all', of: [NEW.said, NEW.tagged] })).toBe(false);
  expect(complete({ kind: 'all', of: [NEW.said, { kind: 'none', of: [{ kind: 'segment' }] }] })).toBe(false);
  expect(complete({ kind: 'any', of: [NEW.role, { kind: 'segment', segment: '7' }] })).toBe(true);
});

it('a field of one list does not stay with another', () => {
  const tagged = ofList({ ...NEW.said, where: [{ name: 'length', op: 'at_least', values: [20] }] }, 'tagged');
  expect(tagged.where).toEqual([{ name: 'tag', op: 'is', values: [] }]);
  expect(ofList(tagged, 'joined')).not.toHaveProperty('where');
});

it('a cell is asked by its name or by its fifths, and something of it must be', () => {
  expect(complete(NEW.rfm)).toBe(false);
  const fifths = withField(NEW.rfm, 'recency', [5, 4]);
  expect(fifths.where).toEqual([{ name: 'recency', op: 'is', values: [5, 4] }]);
  expect(complete(fifths)).toBe(true);
  expect(complete(withField(fifths, 'recency', []))).toBe(false);
});

it('a currency that is taken back leaves no empty question', () => {
  expect(withField(withField(NEW.bought, 'currency', ['USD']), 'currency', [])).not.toHaveProperty('where');
});
