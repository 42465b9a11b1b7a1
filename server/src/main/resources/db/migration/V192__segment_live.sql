-- A live segment knows who is in it without being asked.
alter table segment_segment add column live boolean not null default false;
alter table segment_segment add column built text; -- what its members were last found by, with all it asks for; null: never
create index segment_live on segment_segment (community_id) where live;

create table segment_block (
  segment_id bigint not null references segment_segment on delete cascade,
  block      bigint not null,
  members    bytea  not null,
  primary key (segment_id, block)
);

-- Who came in and who went out, and by what.
create table segment_move (
  id         bigint generated always as identity primary key,
  segment_id bigint      not null references segment_segment on delete cascade,
  member_id  bigint      not null,
  at         timestamptz not null,
  entered    boolean     not null,
  cause      text        not null check (cause in ('deed','clock','condition'))
);
create index segment_move_list on segment_move (segment_id, id desc);
create index segment_move_member on segment_move (member_id);

-- How far live segments have followed: one row, held by the node that follows.
create table segment_followed (
  settled_before bigint      not null, -- transactions before it are taken in
  cluster        text        not null,
  looked_at      timestamptz not null, -- what time alone did until then is done
  turns_at       timestamptz           -- when it does something next; null: never
);
insert into segment_followed values (0, '', '1970-01-01', null);
