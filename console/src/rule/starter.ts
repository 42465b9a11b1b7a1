import type { Translate } from '../i18n';
import type { RuleSet } from './parts';

/** The set a new community begins with, in the operator's language. */
export function starterRules(t: Translate): RuleSet {
  return {
    rules: [
      {
        key: 'welcome',
        name: t('starter.welcome'),
        mode: 'on',
        triggers: [{ type: 'joined', newcomer: 'first_time' }],
        conditions: [],
        effects: [{ type: 'reply', text: t('starter.welcome_text') }],
      },
      {
        key: 'welcome-back',
        name: t('starter.back'),
        mode: 'on',
        triggers: [{ type: 'joined', newcomer: 'returning' }],
        conditions: [],
        effects: [{ type: 'reply', text: t('starter.back_text') }],
      },
      {
        key: 'how-to-join',
        name: t('starter.answer'),
        mode: 'on',
        triggers: [{ type: 'keyword', match: 'contains', words: t('starter.answer_words').split('|') }],
        conditions: [],
        effects: [{ type: 'reply', text: t('starter.answer_text') }],
      },
      {
        key: 'no-adverts',
        name: t('starter.advert'),
        mode: 'on',
        triggers: [{ type: 'advert', threshold: 'enforce' }],
        conditions: [],
        effects: [{ type: 'recall' }, { type: 'record_violation', kind: 'advert' }],
      },
      {
        key: 'advert-first',
        name: t('starter.advert_first'),
        mode: 'on',
        triggers: [{ type: 'violation', kind: 'advert', nth: 1, or_more: false, within_days: 30 }],
        conditions: [],
        effects: [{ type: 'warn', text: t('starter.advert_warn') }],
      },
      {
        key: 'advert-again',
        name: t('starter.advert_second'),
        mode: 'on',
        triggers: [{ type: 'violation', kind: 'advert', nth: 2, or_more: true, within_days: 30 }],
        conditions: [],
        effects: [{ type: 'remove', text: t('starter.advert_notice') }, { type: 'blacklist' }],
      },
      {
        key: 'no-flooding',
        name: t('starter.flood'),
        mode: 'audit',
        triggers: [{ type: 'flood', messages: 8, seconds: 20 }],
        conditions: [],
        effects: [
          { type: 'record_violation', kind: 'flood' },
          { type: 'warn', text: t('starter.flood_warn') },
        ],
      },
    ],
  };
}
