-- Where each bot's updates stand, and which node listens to it.
create table channel_telegram_bot (
  account      text        primary key,
  next_update  bigint      not null default 0, -- the offset of the next getUpdates; stored after the inbox has what was before it
  heard_at     timestamptz, -- when the last update came
  owner        text,
  lease_until  timestamptz
);

-- Chats a bot is or was in, and what it may do there. A basic group that became a supergroup has two rows with one group_key:
-- the id it was known by first goes on being its name here, so that nothing written under it is lost.
create table channel_telegram_chat (
  account    text        not null,
  chat_id    bigint      not null,
  group_key  text        not null,
  kind       text        not null check (kind in ('group','supergroup')),
  title      text        not null,
  status     text        not null, -- of the bot: creator, administrator, member, restricted, left, kicked, or unknown
  rights     text[]      not null default '{}',
  changed_at timestamptz not null, -- Telegram's time of the newest word about status; an older one does not undo it
  primary key (account, chat_id)
);
create index channel_telegram_chat_group on channel_telegram_chat (account, group_key);

-- Who owns and who administers a chat: messages do not say it.
create table channel_telegram_staff (
  account    text        not null,
  chat_id    bigint      not null,
  user_id    bigint      not null,
  role       text        not null check (role in ('owner','admin')),
  primary key (account, chat_id, user_id)
);

-- Whom a bot has met: to know whose an @name is, what to call somebody, and who may be written to in private.
create table channel_telegram_user (
  account    text        not null,
  user_id    bigint      not null,
  username   text, -- lower case, without @
  name       text        not null,
  started_at timestamptz, -- opened the private chat
  blocked_at timestamptz, -- closed it to the bot
  primary key (account, user_id)
);
create index channel_telegram_user_name on channel_telegram_user (account, username) where username is not null;

-- Invite links made for somebody who counts who came by them. Telegram lists no links, so they are kept here.
create table channel_telegram_link (
  url        text        primary key,
  account    text        not null,
  group_key  text        not null,
  chat_id    bigint      not null,
  name       text        not null,
  expires_at timestamptz,
  most       int,
  asks       boolean     not null, -- who comes by it must be let in
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index channel_telegram_link_group on channel_telegram_link (account, group_key);
