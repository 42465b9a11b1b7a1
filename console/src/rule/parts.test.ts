import { describe, expect, it } from 'vitest';
import { translate, type Translate } from '../i18n';
import {
  CONDITIONS,
  EFFECTS,
  fieldsOf,
  freshKey,
  freshPart,
  missingField,
  missingIn,
  sayPart,
  TRIGGERS,
  typesOf,
} from './parts';
import { suggested } from '../mock/starter';

const en = Object.assign(((key, params) => translate('en', key, params)) as Translate, { language: 'en' as const });

describe('the parts of a rule', () => {
  it('know every trigger, condition and effect of the contract', () => {
    expect(Object.keys(TRIGGERS).length + Object.keys(CONDITIONS).length + Object.keys(EFFECTS).length).toBe(35);
  });

  it('can be said in one sentence each', () => {
    for (const section of ['triggers', 'conditions', 'effects'] as const) {
      for (const type of typesOf(section))
        expect(sayPart(section, freshPart(section, type, en), en)).not.toMatch(/undefined|\{/);
    }
  });

  it('ask for the words a keyword trigger needs', () => {
    const part = freshPart('triggers', 'keyword', en);
    expect(missingField('triggers', part)?.name).toBe('words');
    expect(missingField('triggers', { ...part, words: ['hello'] } as never)).toBeUndefined();
  });

  it('let an advert trigger do without allowed domains', () => {
    expect(fieldsOf('triggers', freshPart('triggers', 'advert', en)).map((field) => field.name)).toContain(
      'links_allowed',
    );
    expect(missingField('triggers', freshPart('triggers', 'advert', en))).toBeUndefined();
  });
});

it('a suggested set is complete as it stands', () => {
  expect(suggested.rules.map(missingIn)).toEqual([0, 0, 0, 0]);
});

it('a ladder by points asks for points instead of the count', () => {
  const rung = { type: 'violation', kind: 'advert', points: 10, within_minutes: 90 } as const;
  expect(fieldsOf('triggers', rung).map((field) => field.name)).toEqual(['kind', 'points', 'within_minutes']);
  expect(sayPart('triggers', rung, en)).toBe('“Advert” reaches 10 points within 90 minutes');
});

it('a new rule gets a key nobody has', () => {
  expect(freshKey(['rule-1', 'rule-3'])).toBe('rule-2');
});
