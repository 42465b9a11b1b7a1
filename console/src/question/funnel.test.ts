import { expect, it } from 'vitest';
import { read, sheet, written } from './funnel';

it('an address holds the steps, and a wrong one the usual question', () => {
  const steps = [{ what: 'joined' as const }, { what: 'said' as const, at_least: 20 }];
  expect(read(written(steps))).toEqual(steps);
  expect(read('joined.nonsense')).toEqual([{ what: 'joined' }, { what: 'said' }, { what: 'asked' }]);
  expect(read('joined.said--5')).toEqual([{ what: 'joined' }, { what: 'said' }]);
});

it('a name that would be a formula stays a name', () => {
  expect(sheet([['=1+1', -3, 'a"b']])).toBe('\ufeff\'=1+1,-3,"a""b"\r\n');
});
