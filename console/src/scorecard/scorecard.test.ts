import { expect, it } from 'vitest';
import { byPoints, change, type Row } from './scorecard';

it('knows no change where one side is unknown', () => {
  expect(change(40, 25)).toBe(15);
  expect(change(40, null)).toBeNull();
  expect(change(null, 25)).toBeNull();
});

it('sorts what is unknown below nought', () => {
  const row = (points: number | null) => ({ now: { points } }) as Row;
  const sorted = [row(50), row(null), row(0)].toSorted(byPoints((one) => one.now.points));
  expect(sorted.map((one) => one.now.points)).toEqual([null, 0, 50]);
});
