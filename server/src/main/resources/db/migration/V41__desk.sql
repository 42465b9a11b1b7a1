create table desk_task (
  id           bigint generated always as identity primary key,
  key          text        not null unique,
  kind         text        not null,
  community_id bigint      not null,
  group_id     bigint,
  member_id    bigint,
  case_id      bigint,
  params       jsonb       not null default '{}',
  due_at       timestamptz not null,
  created_at   timestamptz not null,
  state        text        not null default 'open' check (state in ('open','done','dropped')),
  closed_at    timestamptz,
  closed_by    text,
  note         text -- what whoever closed it had to say
);
create index desk_task_open on desk_task (due_at, id) where state = 'open';
create index desk_task_community on desk_task (community_id, state, due_at);
