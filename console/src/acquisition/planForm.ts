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
export const DEVICES = ['ios', 'android', 'harmony', 'other'] as const;
export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export const STRATEGIES = ['fill_first', 'round_robin', 'least_full', 'weighted'] as const;
export const VISITORS = ['any', 'new', 'returning'] as const;

type Document = Schemas['PlanDocument'];
type Target = Schemas['PlanTarget'];

/** Where somebody is led; behind a page stands another one. */
export interface LeadFields {
  kind: Target['kind'];
  url?: string;
  slug?: string;
  page?: string;
  title?: string;
  text?: string;
  strategy?: (typeof STRATEGIES)[number];
  doors?: DoorFields[];
  then?: LeadFields;
}

export interface RuleFields {
  name: string;
  from?: string;
  until?: string;
  days?: (typeof DAYS)[number][];
  regions?: string[];
  devices?: (typeof DEVICES)[number][];
  apps?: (typeof APPS)[number][];
  tags?: string[];
  arms?: string[];
  visitor: (typeof VISITORS)[number];
  lead: LeadFields;
}

export interface DoorFields {
  key?: string;
  group?: string | null;
  via?: string | null;
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
  otherwise: LeadFields;
  fallback: LeadFields;
  low_at?: number | null;
  network_seats?: number | null;
}

export const NEW_DOOR = { show: 'redirect', weight: 1, seats: 200 } as DoorFields;

export const fieldsOf = (name: string, document: Document): PlanFields => ({
  name,
  rules: document.rules.map(({ name: rule, when, lead }) => ({
    name: rule,
    from: when.from?.slice(0, 5),
    until: when.until?.slice(0, 5),
    days: when.days,
    regions: when.regions,
    devices: when.devices,
    apps: when.apps,
    tags: when.tags,
    arms: when.arms,
    visitor: when.returning == null ? 'any' : when.returning ? 'returning' : 'new',
    lead: lead as LeadFields,
  })),
  otherwise: document.otherwise as LeadFields,
  fallback: document.fallback as LeadFields,
  low_at: document.low_at,
  network_seats: document.network_seats,
});

const doorsOf = (lead: LeadFields | undefined): DoorFields[] =>
  !lead ? [] : lead.kind === 'pool' ? (lead.doors ?? []) : lead.kind === 'page' ? doorsOf(lead.then) : [];

/** Doors keep their keys: the seats people have are counted by them. */
export function documentOf({ rules, otherwise, fallback, low_at, network_seats }: PlanFields): Document {
  const used = new Set([...rules.map(({ lead }) => lead), otherwise].flatMap(doorsOf).map((door) => door.key));
  let next = 1;
  const freshKey = () => {
    while (used.has(`g${next}`)) next++;
    used.add(`g${next}`);
    return `g${next}`;
  };
  // What stood in the form for another kind is left out: the server refuses what it does not know.
  const targetOf = (lead: LeadFields): Target => {
    switch (lead.kind) {
      case 'link':
        return { kind: 'link', url: lead.url! };
      case 'code':
        return { kind: 'code', slug: lead.slug!.trim().split('/').pop()! };
      case 'words':
        return { kind: 'words', title: lead.title!, text: lead.text ?? '' };
      case 'page':
        return { kind: 'page', page: lead.page!, then: targetOf(lead.then!) };
      case 'pool':
        return {
          kind: 'pool',
          strategy: lead.strategy!,
          doors: (lead.doors ?? []).map((door) => ({
            ...door,
            key: door.key ?? freshKey(),
            group: door.group || null,
            via: door.via || null,
            seats: door.seats ?? null,
          })),
        };
    }
  };
  return {
    rules: rules.map((rule) => ({
      name: rule.name,
      when: {
        from: rule.from || null,
        until: rule.until || null,
        days: rule.days ?? [],
        regions: rule.regions ?? [],
        devices: rule.devices ?? [],
        apps: rule.apps ?? [],
        tags: rule.tags ?? [],
        arms: rule.arms ?? [],
        returning: rule.visitor === 'any' ? null : rule.visitor === 'returning',
      },
      lead: targetOf(rule.lead),
    })),
    otherwise: targetOf(otherwise),
    fallback: targetOf(fallback),
    low_at: low_at ?? null,
    network_seats: network_seats ?? null,
  };
}
