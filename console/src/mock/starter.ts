import type { Schemas } from '../api/client';

/** What the server suggests to a community without rules, in short. */
export const suggested: Schemas['RuleSet'] = {
  rules: [
    {
      key: 'no-adverts',
      name: 'No adverts',
      mode: 'audit',
      triggers: [{ type: 'advert', threshold: 'enforce' }],
      conditions: [],
      effects: [{ type: 'recall' }, { type: 'record_violation', kind: 'advert' }],
    },
    {
      key: 'advert-first',
      name: 'First advert: warning',
      mode: 'audit',
      triggers: [{ type: 'violation', kind: 'advert', nth: 1, within_days: 30 }],
      conditions: [],
      effects: [{ type: 'warn', text: '{name}, no adverts here.' }],
    },
    {
      key: 'advert-again',
      name: 'Second advert: removal',
      mode: 'audit',
      triggers: [{ type: 'violation', kind: 'advert', nth: 2, within_days: 30 }],
      conditions: [],
      effects: [{ type: 'remove', text: null }, { type: 'blacklist' }],
    },
    {
      key: 'welcome',
      name: 'Welcome',
      mode: 'off',
      triggers: [{ type: 'joined', newcomer: 'first_time' }],
      conditions: [{ type: 'time_between', from: '08:00', to: '22:00' }],
      effects: [{ type: 'reply', text: 'Welcome, {name}!' }],
    },
  ],
};
