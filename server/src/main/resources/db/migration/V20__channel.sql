-- The durable inbox: what arrived and is not interpreted yet. One partition per day of the platform's own time, so that the unique key
-- catches a redelivery; ids are given out under one advisory lock, so they commit in order and a cursor per lane is enough.
create sequence channel_inbox_id;
create table channel_inbox (
  id          bigint      not null,
  day         date        not null,
  lane        smallint    not null,
  platform    text        not null,
  account     text        not null,
  group_key   text        not null,
  event_key   bytea       not null, -- SHA-256, first 16 bytes, of platform, account, group and the event's key
  at          timestamptz not null,
  received_at timestamptz not null,
  body        text        not null,
  unique (day, event_key)
) partition by range (day);
create index channel_inbox_lane on channel_inbox (lane, id);
create table channel_inbox_other partition of channel_inbox default;

create table channel_lane (
  lane        smallint    primary key,
  cursor      bigint      not null default 0, -- the last inbox id that is settled
  owner       text,
  lease_until timestamptz
);
insert into channel_lane (lane) select generate_series(0, 15);

-- Nodes that work on lanes; each takes its fair share of them.
create table channel_node (
  owner       text        primary key,
  alive_until timestamptz not null
);

-- The settled archive: every event of every group, live or imported. Text lives here and nowhere else.
create sequence channel_event_id;
create table channel_event (
  id                bigint      not null primary key default nextval('channel_event_id'),
  xid               xid8        not null default pg_current_xact_id(),
  group_id          bigint      not null,
  at                timestamptz not null,
  kind              text        not null check (kind in ('message','media','action','edit','join','leave','invite','kick','recall','rename','topic','system')),
  member_id         bigint,
  bot               boolean     not null default false,
  text              text        not null default '',
  first_text        text, -- what it said before anybody edited it: this is what was judged, and it stays the evidence
  text_length       int         not null default 0, -- code points; kept where the text itself is not
  target_member_ids bigint[]    not null default '{}',
  reply_to          text,
  message_key       text,
  event_key         text        not null,
  edited_at         timestamptz,
  recalled_at       timestamptz,
  import_id         bigint,
  unique (group_id, event_key)
);
create index channel_event_timeline on channel_event (group_id, at, id);
create index channel_event_member on channel_event (member_id, at desc) where member_id is not null;
create index channel_event_message on channel_event (group_id, message_key) where message_key is not null;
create index channel_event_follow on channel_event (xid, id);

-- Events whose handling failed. One that is tried again gets a new place in its lane: inbox_id follows it, and when it fails once more
-- it comes back to its row. A queued row whose inbox_id is settled went through.
create table channel_parked (
  id        bigint generated always as identity primary key,
  inbox_id  bigint      not null unique,
  lane      smallint    not null,
  platform  text        not null,
  account   text        not null,
  group_key text        not null,
  at        timestamptz not null,
  body      text        not null,
  why       text        not null,
  parked_at timestamptz not null,
  attempts  int         not null default 1,
  state     text        not null default 'parked' check (state in ('parked','queued'))
);
