-- Questions kept under a name: what the page's address holds, and what the interface is asked.
create table saved_question (
  id           bigint generated always as identity primary key,
  community_id bigint      not null,
  name         text        not null,
  kind         text        not null check (kind in ('funnel', 'retention', 'lifecycle', 'stickiness', 'paths', 'check_in', 'sql')),
  address      text        not null, -- the parameters behind the ?
  question     jsonb       not null, -- as the endpoint of its kind takes it
  made_by      text        not null, -- an actor's code
  version      int         not null default 1,
  changed_at   timestamptz not null
);
create index saved_question_list on saved_question (community_id, id desc);
