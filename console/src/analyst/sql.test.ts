import { describe, expect, it } from 'vitest';
import { EXAMPLES, named, read, written } from './sql';

describe('parameters of a statement', () => {
  it('are what stands after a colon outside of texts, comments and casts', () => {
    expect(
      named('select :a, \':b\', ":c", x::date, -- :d\n :e /* :f */ from t where y = :a and z > :from_day'),
    ).toEqual(['a', 'e', 'from_day']);
  });

  it('come back from the address as they were', () => {
    const sql = 'select :from, :word, :n';
    const given = [
      { name: 'from', type: 'date', value: '2026-11-01' },
      { name: 'word', type: 'text', value: 'a~b-c %7E :x' },
      { name: 'n', type: 'number', value: '-1.5' },
    ] as const;
    expect(read(sql, written([...given]))).toEqual(given);
    expect(read('select :n', written([...given]))).toEqual([given[2]]);
    expect(read('select :n', 'n-evil-1~%-text-x~word-text-%E0%A4%A')).toEqual([{ name: 'n', type: 'text', value: '' }]);
  });

  it('of each example is the day it begins with', () => {
    for (const one of EXAMPLES)
      expect(read(one.sql, undefined), one.key).toEqual([{ name: 'from', type: 'date', value: '' }]);
  });
});
