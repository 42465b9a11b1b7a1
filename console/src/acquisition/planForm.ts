import type { Schemas } from '../api/client';

export const APPS = [
  'wechat',
  'wecom',
  'qq',
  'alipay',
  'dingtalk',
  'weibo',
  'douyin',
  'xiaohongshu',
  'browser',
] as const;
export const STRATEGIES = ['fill_first', 'round_robin', 'least_full', 'weighted'] as const;
export const VISITORS = ['any', 'new', 'returning'] as const;

type Document = Schemas['PlanDocument'];

export interface RuleFields {
  name: string;
  from?: string;
  until?: string;
  regions?: string[];
  apps?: (typeof APPS)[number][];
  visitor: (typeof VISITORS)[number];
  url: string;
}

export interface DoorFields {
  key?: string;
  group?: string | null;
  name: string;
  url: string;
  show: 'redirect' | 'qr';
  seats?: number | null;
  weight: number;
  wecom?: boolean | null;
  expires_at?: string | null;
}

export interface PlanFields {
  name: string;
  rules: RuleFields[];
  strategy: (typeof STRATEGIES)[number];
  doors: DoorFields[];
  title: string;
  text: string;
}

/** Null for a plan that says more than the form shows: saving it from here would lose something. */
export function fieldsOf(name: string, { rules, otherwise, fallback }: Document): PlanFields | null {
  const simple =
    otherwise.kind === 'pool' &&
    fallback.kind === 'words' &&
    rules.every(({ when, lead }) => lead.kind === 'link' && !(when.days?.length ?? 0) && !(when.devices?.length ?? 0));
  if (!simple) return null;
  return {
    name,
    rules: rules.map(({ name: rule, when, lead }) => ({
      name: rule,
      from: when.from?.slice(0, 5),
      until: when.until?.slice(0, 5),
      regions: when.regions,
      apps: when.apps,
      visitor: when.returning == null ? 'any' : when.returning ? 'returning' : 'new',
      url: lead.url!,
    })),
    strategy: otherwise.strategy!,
    doors: otherwise.doors!,
    title: fallback.title!,
    text: fallback.text!,
  };
}

/** Doors keep their keys: the seats people have are counted by them. */
export function documentOf({ rules, strategy, doors, title, text }: PlanFields): Document {
  const used = new Set(doors.map((door) => door.key));
  let next = 1;
  const freshKey = () => {
    while (used.has(`g${next}`)) next++;
    used.add(`g${next}`);
    return `g${next}`;
  };
  return {
    rules: rules.map((rule) => ({
      name: rule.name,
      when: {
        from: rule.from || null,
        until: rule.until || null,
        regions: rule.regions ?? [],
        apps: rule.apps ?? [],
        returning: rule.visitor === 'any' ? null : rule.visitor === 'returning',
      },
      lead: { kind: 'link', url: rule.url },
    })),
    otherwise: {
      kind: 'pool',
      strategy,
      doors: doors.map((door) => ({ ...door, key: door.key ?? freshKey(), seats: door.seats ?? null })),
    },
    fallback: { kind: 'words', title, text: text ?? '' },
  };
}
