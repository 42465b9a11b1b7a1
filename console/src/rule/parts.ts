import type { Schemas } from '../api/client';
import type { Key, Translate } from '../i18n';
import { VIOLATIONS } from '../moderation/violations';

export type RuleSet = Schemas['RuleSet'];
export type Rule = Schemas['Rule'];
export type Trigger = Schemas['Trigger'];
export type Condition = Schemas['Condition'];
export type Effect = Schemas['Effect'];
export type Part = Trigger | Condition | Effect;
export type Section = 'triggers' | 'conditions' | 'effects';
export const FAMILY = { triggers: 'trigger', conditions: 'condition', effects: 'effect' } as const;

/** How one field of a part is edited. */
export interface Field {
  name: string;
  label: Key;
  edit: 'text' | 'line' | 'number' | 'words' | 'one' | 'many' | 'clock' | 'switch' | 'groups' | 'arms';
  options?: { value: string; label: Key; hint?: Key }[];
  hint?: Key;
  min?: number;
  max?: number;
  optional?: boolean;
  /** Shown only when it stands in the place of this other field. */
  instead?: string;
}
interface Kind<P extends Part> {
  fresh: (t: Translate) => P;
  fields: Field[];
  says: (part: P, t: Translate) => string;
}
type Kinds<P extends Part> = { [T in P['type']]: Kind<Extract<P, { type: T }>> };

const options = (family: string, ...values: string[]) =>
  values.map((value) => ({ value, label: `${family}.${value}` as Key }));
const words = (list: string[]) => {
  const shown = list
    .slice(0, 4)
    .map((word) => `“${word}”`)
    .join(' / ');
  return list.length > 4 ? `${shown} …` : shown;
};
const number = (name: string, label: Key, max: number, min = 1): Field => ({ name, label, edit: 'number', min, max });
const violation: Field = {
  name: 'kind',
  label: 'part.violation',
  edit: 'one',
  options: options('violation', ...VIOLATIONS),
};

export const TRIGGERS: Kinds<Trigger> = {
  joined: {
    fresh: () => ({ type: 'joined', newcomer: 'any' }),
    fields: [
      {
        name: 'newcomer',
        label: 'part.newcomer',
        edit: 'one',
        options: options('newcomer', 'any', 'first_time', 'returning', 'invited', 'by_themselves', 'removed_before'),
      },
    ],
    says: (part, t) => t(`newcomer.${part.newcomer}`),
  },
  join_asked: { fresh: () => ({ type: 'join_asked' }), fields: [], says: (_, t) => t('trigger.join_asked.says') },
  keyword: {
    fresh: () => ({ type: 'keyword', match: 'contains', words: [] }),
    fields: [
      { name: 'match', label: 'part.compare', edit: 'one', options: options('match', 'contains', 'exact', 'pattern') },
      { name: 'words', label: 'part.words', edit: 'words', hint: 'part.words_about' },
    ],
    says: (part, t) => t(`trigger.keyword.${part.match}.says`, { words: words(part.words) }),
  },
  advert: {
    fresh: () => ({ type: 'advert', threshold: 'enforce' }),
    fields: [
      {
        name: 'threshold',
        label: 'part.threshold',
        edit: 'one',
        options: [
          { value: 'enforce', label: 'threshold.enforce', hint: 'threshold.enforce.is' },
          { value: 'review', label: 'threshold.review', hint: 'threshold.review.is' },
        ],
      },
      { name: 'links_allowed', label: 'part.links_allowed', edit: 'words', hint: 'part.links_about', optional: true },
    ],
    says: (part, t) => t('trigger.advert.says', { threshold: t(`threshold.${part.threshold}`) }),
  },
  link: {
    fresh: () => ({ type: 'link', allowed: [] }),
    fields: [{ name: 'allowed', label: 'part.links_allowed', edit: 'words', hint: 'part.links_about', optional: true }],
    says: (_, t) => t('trigger.link.says'),
  },
  contact: {
    fresh: () => ({ type: 'contact', kinds: [] }),
    fields: [
      {
        name: 'kinds',
        label: 'part.kinds',
        edit: 'many',
        options: options('contact', 'wechat', 'qq', 'qq_group', 'phone', 'telegram', 'whatsapp', 'email', 'account'),
        optional: true,
      },
    ],
    says: (_, t) => t('trigger.contact.says'),
  },
  flood: {
    fresh: () => ({ type: 'flood', messages: 8, seconds: 30 }),
    fields: [number('messages', 'part.messages', 1000), number('seconds', 'part.seconds', 86_400)],
    says: (part, t) => t('trigger.flood.says', { ...part }),
  },
  repeat: {
    fresh: () => ({ type: 'repeat', times: 3, seconds: 600 }),
    fields: [number('times', 'part.times', 1000, 2), number('seconds', 'part.seconds', 86_400)],
    says: (part, t) => t('trigger.repeat.says', { ...part }),
  },
  mentioned: { fresh: () => ({ type: 'mentioned' }), fields: [], says: (_, t) => t('trigger.mentioned.says') },
  mentions: {
    fresh: () => ({ type: 'mentions', more_than: 5 }),
    fields: [number('more_than', 'part.more_than', 1000, 0)],
    says: (part, t) => t('trigger.mentions.says', { ...part }),
  },
  said: { fresh: () => ({ type: 'said' }), fields: [], says: (_, t) => t('trigger.said.says') },
  edited: { fresh: () => ({ type: 'edited' }), fields: [], says: (_, t) => t('trigger.edited.says') },
  violation: {
    fresh: () => ({ type: 'violation', kind: 'advert', nth: 1, within_days: 30 }),
    fields: [
      violation,
      number('nth', 'part.nth', 100),
      { ...number('points', 'part.points', 100_000), instead: 'nth' },
      number('within_days', 'part.within_days', 3650),
      { ...number('within_minutes', 'part.within_minutes', 5_256_000), instead: 'within_days' },
    ],
    says: (part, t) => {
      const window = part.within_minutes
        ? t('trigger.within_minutes', { n: part.within_minutes })
        : t('trigger.within_days', { n: part.within_days });
      const kind = t(`violation.${part.kind}`);
      return part.points
        ? t('trigger.violation.says_points', { kind, points: part.points, window })
        : t('trigger.violation.says', { kind, nth: part.nth, window });
    },
  },
};

export const CONDITIONS: Kinds<Condition> = {
  member_age: {
    fresh: () => ({ type: 'member_age', compare: 'less_than', hours: 72 }),
    fields: [
      { name: 'compare', label: 'part.compare', edit: 'one', options: options('compare', 'less_than', 'at_least') },
      number('hours', 'part.hours', 87_600),
    ],
    says: (part, t) => t(`condition.member_age.${part.compare}.says`, { hours: part.hours }),
  },
  role: {
    fresh: () => ({ type: 'role', roles: ['member'] }),
    fields: [
      { name: 'roles', label: 'part.roles', edit: 'many', options: options('role', 'owner', 'admin', 'member') },
    ],
    says: (part, t) => t('condition.role.says', { roles: part.roles.map((role) => t(`role.${role}`)).join(' / ') }),
  },
  time_between: {
    fresh: () => ({ type: 'time_between', from: '22:00', to: '08:00' }),
    fields: [
      { name: 'from', label: 'part.from', edit: 'clock' },
      { name: 'to', label: 'part.to', edit: 'clock' },
    ],
    says: (part, t) => t('condition.time_between.says', { ...part }),
  },
  not_whitelisted: {
    fresh: () => ({ type: 'not_whitelisted' }),
    fields: [],
    says: (_, t) => t('condition.not_whitelisted.says'),
  },
  answer: {
    fresh: () => ({ type: 'answer', match: 'contains', words: [] }),
    fields: [
      { name: 'match', label: 'part.compare', edit: 'one', options: options('match', 'contains', 'exact') },
      { name: 'words', label: 'part.words', edit: 'words', hint: 'part.words_about' },
      { name: 'not', label: 'part.not', edit: 'switch', optional: true },
    ],
    says: (part, t) =>
      t(part.not ? `condition.answer.${part.match}.says_not` : `condition.answer.${part.match}.says`, {
        words: words(part.words),
      }),
  },
  asked_times: {
    fresh: () => ({ type: 'asked_times', at_least: 3 }),
    fields: [number('at_least', 'part.at_least', 1000, 2)],
    says: (part, t) => t('condition.asked_times.says', { ...part }),
  },
  blacklisted: { fresh: () => ({ type: 'blacklisted' }), fields: [], says: (_, t) => t('condition.blacklisted.says') },
  arm: {
    fresh: () => ({ type: 'arm', arms: [] }),
    fields: [{ name: 'arms', label: 'part.arms', edit: 'arms', hint: 'part.arms_about' }],
    says: (part, t) => t('condition.arm.says', { n: part.arms.length }),
  },
  group: {
    fresh: () => ({ type: 'group', group_ids: [] }),
    fields: [{ name: 'group_ids', label: 'part.groups', edit: 'groups' }],
    says: (part, t) => t('condition.group.says', { n: part.group_ids.length }),
  },
};

const said = (label: Key, hint: Key, optional = false): Field => ({
  name: 'text',
  label,
  edit: 'text',
  hint,
  optional,
});
export const EFFECTS: Kinds<Effect> = {
  reply: {
    fresh: () => ({ type: 'reply', text: '' }),
    fields: [said('part.text', 'part.text_reply')],
    says: (part, t) => `${t('effect.reply')} “${part.text}”`,
  },
  recall: { fresh: () => ({ type: 'recall' }), fields: [], says: (_, t) => t('effect.recall') },
  record_violation: {
    fresh: () => ({ type: 'record_violation', kind: 'advert' }),
    fields: [violation],
    says: (part, t) => t('effect.record_violation.says', { kind: t(`violation.${part.kind}`) }),
  },
  warn: {
    fresh: (t) => ({ type: 'warn', text: t('starter.warn') }),
    fields: [said('part.text', 'part.text_warn')],
    says: (_, t) => t('effect.warn'),
  },
  mute: {
    fresh: () => ({ type: 'mute', minutes: 60 }),
    fields: [number('minutes', 'part.minutes', 43_200)],
    says: (part, t) => t('effect.mute.says', { ...part }),
  },
  remove: {
    fresh: () => ({ type: 'remove', text: null }),
    fields: [said('part.text_notice', 'part.text_warn', true)],
    says: (_, t) => t('effect.remove'),
  },
  blacklist: { fresh: () => ({ type: 'blacklist' }), fields: [], says: (_, t) => t('effect.blacklist') },
  notify: {
    fresh: () => ({ type: 'notify', text: '' }),
    fields: [said('part.text', 'part.text_note')],
    says: (_, t) => t('effect.notify'),
  },
  task: {
    fresh: () => ({ type: 'task', title: '', due_hours: 24 }),
    fields: [{ name: 'title', label: 'part.title', edit: 'line' }, number('due_hours', 'part.due_hours', 720)],
    says: (part, t) => `${t('effect.task')} “${part.title}”`,
  },
  approve: { fresh: () => ({ type: 'approve' }), fields: [], says: (_, t) => t('effect.approve') },
  refuse: {
    fresh: () => ({ type: 'refuse', text: null }),
    fields: [said('part.text_refusal', 'part.text_reply', true)],
    says: (part, t) => (part.text ? `${t('effect.refuse')} “${part.text}”` : t('effect.refuse')),
  },
  leave: { fresh: () => ({ type: 'leave' }), fields: [], says: (_, t) => t('effect.leave') },
  tag: {
    fresh: () => ({ type: 'tag', tag: '' }),
    fields: [{ name: 'tag', label: 'part.tag', edit: 'line' }],
    says: (part, t) => t('effect.tag.says', { ...part }),
  },
};

const KINDS = { triggers: TRIGGERS, conditions: CONDITIONS, effects: EFFECTS } as unknown as Record<
  Section,
  Record<string, Kind<Part>>
>;
export const typesOf = (section: Section) => Object.keys(KINDS[section]);
export const freshPart = (section: Section, type: string, t: Translate): Part => KINDS[section][type].fresh(t);
const given = (part: Part, name: string) => (part as Record<string, unknown>)[name] != null;
/** The fields of a part; of two that exclude each other the one that is given. */
export const fieldsOf = (section: Section, part: Part): Field[] => {
  const all = KINDS[section][part.type]?.fields ?? [];
  return all.filter((field) =>
    field.instead
      ? given(part, field.name)
      : !all.some((other) => other.instead === field.name && given(part, other.name)),
  );
};
export const sayPart = (section: Section, part: Part, t: Translate): string =>
  KINDS[section][part.type]?.says(part, t) ?? part.type;

/** The field that still has to be filled in, if any. */
export function missingField(section: Section, part: Part): Field | undefined {
  return fieldsOf(section, part).find((field) => {
    if (field.optional) return false;
    const value = (part as Record<string, unknown>)[field.name];
    return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
  });
}

export function missingIn(rule: Rule): number {
  const parts = (['triggers', 'conditions', 'effects'] as const).reduce(
    (sum, section) => sum + rule[section].filter((part) => missingField(section, part)).length,
    0,
  );
  return parts + (rule.name.trim() ? 0 : 1) + (rule.triggers.length ? 0 : 1) + (rule.effects.length ? 0 : 1);
}

export function freshKey(taken: string[], base = 'rule'): string {
  let n = 1;
  while (taken.includes(`${base}-${n}`)) n++;
  return `${base}-${n}`;
}
