-- What is tried. Only a draft changes; from the start on the row says what was planned.
create table experiment_experiment (
  id           bigint generated always as identity primary key,
  community_id bigint      not null,
  name         text        not null,
  hypothesis   text        not null,
  unit         text        not null check (unit in ('member','group')),
  arms         jsonb       not null, -- [{key, name, weight}], the control first
  holdout      float8      not null check (holdout >= 0 and holdout < 1),
  metric       text        not null,
  guardrails   text[]      not null,
  days         int         not null check (days between 1 and 90),
  planned      bigint,
  state        text        not null default 'draft' check (state in ('draft','running','stopped')),
  started_at   timestamptz,
  stopped_at   timestamptz,
  stopped_why  text,
  created_at   timestamptz not null,
  unique (community_id, name),
  check ((state = 'draft') = (started_at is null)),
  check ((state = 'stopped') = (stopped_at is not null))
);
create index experiment_running on experiment_experiment (community_id) where state = 'running';

-- Who met it, and when first in this group. Written with the decision it is about.
create table experiment_exposure (
  experiment_id bigint      not null references experiment_experiment,
  member_id     bigint      not null,
  group_id      bigint      not null,
  arm           text        not null,
  at            timestamptz not null,
  primary key (experiment_id, member_id, group_id)
);
create index experiment_exposure_member on experiment_exposure (member_id);
