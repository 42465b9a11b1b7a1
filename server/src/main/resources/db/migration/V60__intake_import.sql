-- Imports of exported histories: what was asked, how far it is, what was found. Survives a reload and a restart.
create table intake_import (
  id               bigint generated always as identity primary key,
  state            text        not null check (state in ('queued','reading','previewed','needs_answer','writing','done','failed','cancelled')),
  dry_run          boolean     not null,
  group_id         bigint,
  group_name       text        not null,
  community_id     bigint,
  actor            text        not null,
  created_at       timestamptz not null,
  finished_at      timestamptz,
  folder           text        not null, -- the uploaded files, on the node that received them
  files            jsonb       not null,
  options          jsonb       not null,
  bytes_read       bigint      not null default 0,
  bytes_total      bigint      not null default 0,
  events           bigint      not null default 0,
  written          bigint      not null default 0,
  summary          jsonb,
  preview          jsonb       not null default '[]',
  unreadable       jsonb       not null default '[]',
  unreadable_count bigint      not null default 0,
  question         jsonb,
  problem          jsonb
);
create index intake_import_open on intake_import (id) where state in ('queued','reading','writing','previewed','needs_answer');
