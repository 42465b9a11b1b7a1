create table channel_sandbox_account (
  id      bigint generated always as identity primary key,
  name    text    not null unique,
  persona text    not null check (persona in ('owner','moderator','regular','newcomer','advertiser','bot')),
  bot     boolean not null default false
);
-- Our own account: what Liana does in a room, it does as this one.
insert into channel_sandbox_account (name, persona, bot) values ('Liana', 'bot', true);

create table channel_sandbox_room (
  id           bigint generated always as identity primary key,
  community_id bigint      not null,
  group_id     bigint, -- filled in the transaction that opens the room
  name         text        not null unique,
  created_at   timestamptz not null
);

create table channel_sandbox_seat (
  room_id     bigint      not null references channel_sandbox_room,
  account_id  bigint      not null references channel_sandbox_account,
  role        text        not null default 'member' check (role in ('owner','admin','member')),
  present     boolean     not null default true,
  banned      boolean     not null default false,
  joined_at   timestamptz,
  muted_until timestamptz,
  invited_by  bigint references channel_sandbox_account,
  primary key (room_id, account_id)
);

-- What the room shows: messages and the lines about who came and went.
create table channel_sandbox_message (
  id          bigint generated always as identity primary key,
  room_id     bigint      not null references channel_sandbox_room,
  at          timestamptz not null,
  type        text        not null check (type in ('message','join','leave','invite','kick','mute','role')),
  account_id  bigint references channel_sandbox_account,
  target_id   bigint references channel_sandbox_account,
  text        text        not null default '',
  reply_to    bigint,
  mentions    bigint[]    not null default '{}',
  edited_at   timestamptz,
  recalled_at timestamptz,
  recalled_by bigint references channel_sandbox_account,
  command_key text unique -- the outbox key of what Liana said: the same command twice is said once
);
create index channel_sandbox_message_room on channel_sandbox_message (room_id, id desc);

-- What the platform still has to tell us; removed once the inbox has it.
create table channel_sandbox_event (
  id      bigint generated always as identity primary key,
  room_id bigint      not null,
  key     text        not null,
  at      timestamptz not null,
  body    text        not null
);
