-- A question that is kept: who meets this condition.
create table segment_segment (
  id           bigint generated always as identity primary key,
  community_id bigint      not null,
  name         text        not null,
  condition    jsonb       not null,
  version      int         not null default 1,
  made_at      timestamptz not null,
  changed_at   timestamptz not null,
  unique (community_id, name)
);

-- Who was in it at a moment.
create table segment_snapshot (
  id         bigint generated always as identity primary key,
  segment_id bigint      not null references segment_segment on delete cascade,
  version    int         not null,
  taken_at   timestamptz not null,
  people     int         not null
);
create index segment_snapshot_list on segment_snapshot (segment_id, id desc);

-- 32,768 numbers of members to a row, a bit each.
create table segment_snapshot_block (
  snapshot_id bigint not null references segment_snapshot on delete cascade,
  block       bigint not null,
  members     bytea  not null,
  primary key (snapshot_id, block)
);
