-- House rules: one document per community. A published version never changes.
create table rule_version (
  community_id bigint      not null,
  version      int         not null,
  rules        jsonb       not null,
  note         text,
  published_at timestamptz not null,
  published_by text        not null,
  primary key (community_id, version)
);

create table rule_set (
  community_id   bigint not null primary key,
  live_version   int    not null,
  draft          jsonb,
  draft_saved_at timestamptz,
  draft_saved_by text,
  draft_over     int, -- the live version when the draft was begun
  foreign key (community_id, live_version) references rule_version
);

create table rule_rehearsal (
  id              bigint generated always as identity primary key,
  community_id    bigint      not null,
  group_id        bigint      not null,
  from_day        date,
  to_day          date,
  draft           jsonb       not null,
  present_version int,
  state           text        not null default 'queued' check (state in ('queued','running','done','failed','cancelled')),
  events_done     bigint      not null default 0,
  events_total    bigint,
  result          jsonb,      -- {draft: counts, present: counts, changes: {change: members}}
  problem         text,
  created_at      timestamptz not null,
  created_by      text        not null,
  beat_at         timestamptz, -- the runner's sign of life; a silent one is taken over
  finished_at     timestamptz
);
create index rule_rehearsal_community on rule_rehearsal (community_id, id desc);
create index rule_rehearsal_due on rule_rehearsal (id) where state in ('queued','running');

create table rule_rehearsed_member (
  rehearsal_id  bigint   not null references rule_rehearsal on delete cascade,
  member_id     bigint   not null,
  change        text     not null check (change in ('new','harsher','same','milder','gone')),
  gravity       smallint not null, -- the graver of both sides; orders the list
  draft_worst   text     not null,
  present_worst text     not null,
  draft_acts    jsonb    not null,
  present_acts  jsonb    not null,
  primary key (rehearsal_id, member_id)
);
create index rule_rehearsed_member_list on rule_rehearsed_member (rehearsal_id, gravity desc, member_id);
