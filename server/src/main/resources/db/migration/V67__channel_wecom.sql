-- A connected corporation: how far its callbacks are sorted, and what is known of its connection.
create table channel_wecom_corp (
  corp           text primary key,
  signal_cursor  bigint not null default 0, -- the last inbox id that was sorted
  verified_at    timestamptz, -- the callback URL was checked by WeCom
  heard_at       timestamptz, -- the last callback
  archive_seq    bigint not null default 0, -- the last row of the conversation archive that is in the inbox
  drift          bigint not null default 0 -- memberships found different without an event that told so
);

-- What has to be asked of WeCom, and when. One row per subject: asking is serialised, wishes merge.
create table channel_wecom_errand (
  id            bigint generated always as identity primary key,
  corp          text        not null,
  kind          text        not null check (kind in ('chats','chat','customer','welcome','tag','archive','remind')),
  subject       text        not null,
  body          jsonb       not null default '{}',
  due_at        timestamptz not null,
  ends_at       timestamptz, -- useless after that
  tries         int         not null default 0,
  version       bigint      not null default 1, -- grows with every new wish: finishing an old one does not end it
  claimed_until timestamptz,
  state         text        not null default 'waiting' check (state in ('waiting','given_up')),
  evidence      text, -- what WeCom answered last
  unique (corp, kind, subject)
);
create index channel_wecom_errand_due on channel_wecom_errand (due_at) where state = 'waiting';

-- Customer groups as we know them: the member_version tells whether an event was missed.
create table channel_wecom_chat (
  corp           text   not null,
  chat_id        text   not null,
  name           text   not null default '',
  owner          text   not null default '',
  admins         text[] not null default '{}',
  member_version text   not null default '',
  dismissed_at   timestamptz,
  read_at        timestamptz, -- the last full read; null: never yet
  told           boolean not null default false, -- its members are in the inbox
  drift          bigint not null default 0,
  primary key (corp, chat_id)
);
create table channel_wecom_chat_member (
  corp      text     not null,
  chat_id   text     not null,
  user_id   text     not null,
  staff     boolean  not null,
  name      text,
  joined_at timestamptz not null,
  scene     int,
  state     text,
  invitor   text,
  primary key (corp, chat_id, user_id),
  foreign key (corp, chat_id) references channel_wecom_chat
);
-- Group events that are not applied yet, in the order they came; removed once their facts are in the inbox.
create table channel_wecom_chat_change (
  id       bigint      not null primary key, -- the inbox id of the callback
  corp     text        not null,
  chat_id  text        not null,
  at       timestamptz not null,
  change   text        not null, -- create, dismiss, or the UpdateDetail
  scene    int,
  users    text[]      not null default '{}',
  last_ver text        not null default '',
  cur_ver  text        not null default ''
);
create index channel_wecom_chat_change_chat on channel_wecom_chat_change (corp, chat_id, id);

-- Customers by the member of staff who has them.
create table channel_wecom_customer (
  corp        text        not null,
  external_id text        not null,
  staff       text        not null,
  name        text,
  state       text, -- of the contact way they came by
  half        boolean     not null default false, -- came without the staff member's confirmation
  tags        text[]      not null default '{}',
  added_at    timestamptz not null,
  ended_at    timestamptz,
  ended_by    text check (ended_by in ('staff','customer','transfer')),
  read_at     timestamptz,
  primary key (corp, external_id, staff)
);
