-- What a group is for; how far it got is counted when somebody looks.
create table scorecard_goal (
  group_id bigint      primary key,
  goal     text        not null check (goal in ('growth', 'activity', 'conversion', 'retention')),
  set_at   timestamptz not null
);
