-- What is done in a group day by day. A version never changes: where it runs it goes on as it began.
create table playbook_playbook (
  id           bigint generated always as identity primary key,
  community_id bigint not null,
  name         text   not null,
  live_version int    not null,
  unique (community_id, name)
);

create table playbook_version (
  playbook_id bigint      not null references playbook_playbook on delete cascade,
  version     int         not null,
  steps       jsonb       not null, -- playbook.StepReading
  made_at     timestamptz not null,
  made_by     text        not null,
  primary key (playbook_id, version)
);

-- One group goes through one version. The row is held while its steps are decided about.
create table playbook_run (
  id           bigint generated always as identity primary key,
  playbook_id  bigint      not null references playbook_playbook,
  version      int         not null,
  community_id bigint      not null,
  group_id     bigint      not null,
  first_day    date        not null,
  state        text        not null check (state in ('running','done','stopped')),
  next_at      timestamptz, -- the earliest of the steps that wait
  started_at   timestamptz not null,
  started_by   text        not null,
  ended_at     timestamptz,
  why          text
);
create unique index playbook_run_once on playbook_run (playbook_id, group_id) where state = 'running';
create index playbook_run_page on playbook_run (playbook_id, id desc);
create index playbook_run_due on playbook_run (next_at) where state = 'running' and next_at is not null;

create table playbook_step (
  run_id   bigint      not null references playbook_run,
  step     text        not null,
  position int         not null,
  due_at   timestamptz not null,
  state    text        not null check (state in ('waiting','sending','delivered','handed','rejected','unknown','cancelled','task_done','task_not_done','task','skipped')),
  why      text,
  at       timestamptz,
  primary key (run_id, step)
);
create index playbook_step_day on playbook_step (due_at);

alter table experiment_place drop constraint experiment_place_kind_check;
alter table experiment_place add constraint experiment_place_kind_check
  check (kind in ('plan','page','first_week','rule','broadcast','playbook'));
