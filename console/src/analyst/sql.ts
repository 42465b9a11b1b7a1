import type { Schemas } from '../api/client';

export type Question = Schemas['SqlQuestion'];
export type Answer = Schemas['SqlAnswer'];
export type Parameter = Schemas['SqlParameter'];

export const TYPES = ['date', 'number', 'text', 'truth'] as const;

/** The names written as `:from`, in the order they stand; not those in texts, comments and `::date`. */
export function named(sql: string): string[] {
  const bare = sql.replace(/'[^']*'|"[^"]*"|--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  return [...new Set([...bare.matchAll(/(?<!:):([a-zA-Z]\w*)/g)].map((found) => found[1]!))];
}

/** As the address holds them: `from-date-2026-11-01`, one after the other. */
export const written = (parameters: Parameter[]) =>
  parameters.map((one) => `${one.name}-${one.type}-${encodeURIComponent(one.value).replaceAll('~', '%7E')}`).join('~');

/** What the statement names, with the values the address has for it. */
export function read(sql: string, text: string | undefined): Parameter[] {
  const known = new Map(
    (text ?? '').split('~').flatMap((one): [string, Parameter][] => {
      const [, name, type, value] = /^(\w+)-(\w+)-(.*)$/.exec(one) ?? [];
      const kind = TYPES.find((known) => known === type);
      if (!name || !kind) return [];
      try {
        return [[name, { name, type: kind, value: decodeURIComponent(value!) }]];
      } catch {
        return [];
      }
    }),
  );
  return named(sql).map(
    (name) => known.get(name) ?? { name, type: /^(from|until|day|since)/i.test(name) ? 'date' : 'text', value: '' },
  );
}

export const EXAMPLES = [
  {
    key: 'days',
    sql: `select day, count(*) as messages, count(distinct member_id) as people
  from event
 where said and day >= :from
 group by day
 order by day`,
  },
  {
    key: 'asked',
    sql: `with question as (select * from event where said and question and day >= :from)
select count(*) as questions,
       count(*) filter (where exists (
         select 1 from reply r
          where r.to_member = q.member_id and r.group_id = q.group_id
            and r.happened_at between q.happened_at and q.happened_at + interval 1 hour)) as answered
  from question q`,
  },
  {
    key: 'came',
    sql: `with came as (
  select group_id, member_id, min(happened_at) as joined_at
    from event where kind = 'join' and not bot and day >= :from group by all)
select g.name, count(*) as newcomers,
       count(*) filter (where exists (
         select 1 from event e
          where e.said and e.group_id = c.group_id and e.member_id = c.member_id
            and e.happened_at between c.joined_at and c.joined_at + interval 7 days)) as spoke
  from came c join groups g using (group_id)
 group by g.name order by newcomers desc`,
  },
  {
    key: 'money',
    sql: `select date_trunc('month', day) as month, code as currency,
       sum(amount) filter (where source = 'paid') as paid,
       sum(amount) filter (where source = 'refund') as refunded
  from deed
 where source in ('paid', 'refund') and day >= :from
 group by all
 order by month`,
  },
] as const;
