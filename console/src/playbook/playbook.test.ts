import { expect, it } from 'vitest';
import { copied, fresh, missingIn, sorted, todayIn, unknownIn, wrongPlace, type Step } from './playbook';

const say = (key: string, day: number, at: string): Step => ({ type: 'say', key, day, at, text: 'Hello' });

it('steps come by day and time, whatever order they were written in', () => {
  const steps = [say('c', 2, '08:00'), say('b', 1, '20:00'), say('a', 1, '09:00')];
  expect(sorted(steps).map((step) => step.key)).toEqual(['a', 'b', 'c']);
});

it('a copy comes a day later, under a key of its own, and never after the last day', () => {
  const steps = [say('say', 1, '09:00')];
  expect(copied(steps[0]!, steps)).toMatchObject({ key: 'say-2', day: 2, at: '09:00' });
  expect(copied(say('x', 366, '09:00'), []).day).toBe(366);
  expect(fresh('task', steps)).toMatchObject({ type: 'task', key: 'task', day: 1 });
});

it('knows what of a step is missing, and names nobody fills in', () => {
  expect(missingIn(say('a', 1, '09:00'))).toEqual([]);
  expect(missingIn({ ...say('a', 1, ''), text: ' ' })).toEqual(['at', 'text']);
  expect(unknownIn('Hi {name|you}, {group} of {community}, day {day}')).toEqual(['name']);
  expect(missingIn({ ...say('a', 1, '09:00'), text: 'Hi {name}' })).toEqual(['text']);
  expect(missingIn({ ...say('a', 1, '09:00'), type: 'task', text: 'x'.repeat(201) })).toEqual(['text']);
});

it('finds the place the server complains about', () => {
  expect(wrongPlace('steps[2].text')).toEqual({ step: 2, part: 'text' });
  expect(wrongPlace('steps[2]')).toEqual({ step: 2, part: '' });
  expect(wrongPlace('name')).toEqual({ step: null, part: 'name' });
  expect(wrongPlace(undefined)).toBeNull();
});

it('today is the day of the community, not of the reader', () => {
  const late = new Date('2026-11-22T17:00:00Z');
  expect(todayIn('Asia/Shanghai', late)).toBe('2026-11-23');
  expect(todayIn('America/New_York', late)).toBe('2026-11-22');
});
