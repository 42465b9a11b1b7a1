-- Ways in: 入群码 (into a customer group) and 联系我 (to a member of staff). The row is there before WeCom is asked: without an answer
-- nobody asks twice, and a config_id is never lost, because WeCom's own console does not show it.
create table channel_wecom_way (
  id         bigint generated always as identity primary key,
  corp       text        not null,
  kind       text        not null check (kind in ('group','staff')),
  name       text        not null,
  code       text        not null, -- WeCom's "state": who comes by this way carries it
  plan       jsonb       not null,
  state      text        not null default 'due' check (state in ('due','asked','doubt','absent','made','refused','closing','closed')),
  fresh      boolean     not null default true, -- WeCom has the plan as it stands here
  config_id  text,
  picture    text,
  asked_at   timestamptz,
  read_at    timestamptz,
  evidence   text, -- what WeCom answered last, when it was no success
  created_by text        not null,
  created_at timestamptz not null,
  unique (corp, code),
  unique (corp, config_id)
);

-- Everybody who came into a group with a code, whether or not we made it.
create table channel_wecom_way_join (
  corp      text        not null,
  code      text        not null,
  chat_id   text        not null,
  user_id   text        not null,
  joined_at timestamptz not null,
  left_at   timestamptz,
  primary key (corp, code, chat_id, user_id, joined_at)
);
create index channel_wecom_way_join_chat on channel_wecom_way_join (corp, chat_id, user_id) where left_at is null;
insert into channel_wecom_way_join (corp, code, chat_id, user_id, joined_at)
select corp, state, chat_id, user_id, joined_at from channel_wecom_chat_member where state is not null and state <> '';
create index channel_wecom_customer_state on channel_wecom_customer (corp, state) where state is not null;
