-- Accounts an operator connected: a bot, a company's app. `account` is the key events, groups and commands carry.
create table channel_account (
  id           bigint generated always as identity primary key,
  platform     text        not null,
  account      text        not null,
  name         text        not null,
  state        text        not null default 'on' check (state in ('on','off')),
  settings     jsonb       not null default '{}',
  secrets      bytea, -- AES-GCM under the key file of the data folder
  secrets_set  text[]      not null default '{}', -- which ones there are; never what they say
  community_id bigint, -- where its groups go by themselves
  version      bigint      not null default 1, -- grows with every change: how another node sees that there was one
  silent_since timestamptz, -- the last event before a silence somebody was told about
  created_at   timestamptz not null,
  changed_at   timestamptz not null,
  unique (platform, account)
);

-- Groups an account sees. One that nobody placed in a community is counted here and its events are not kept.
create table channel_account_group (
  platform       text        not null,
  account        text        not null,
  external_id    text        not null,
  name           text        not null,
  members        int,
  role           text check (role in ('owner','admin','member')), -- of our account
  present        boolean     not null default true, -- our account is in it
  group_id       bigint, -- its place
  seen_at        timestamptz not null,
  passed_by      bigint      not null default 0, -- events that came while it had no place
  last_passed_at timestamptz,
  primary key (platform, account, external_id)
);

-- How much an account heard in each hour; to tell a silent connection from a quiet night.
create table channel_account_hour (
  platform text        not null,
  account  text        not null,
  hour     timestamptz not null,
  events   int         not null,
  last_at  timestamptz not null,
  primary key (platform, account, hour)
);

-- What else happens in a group, and by which link, code or scene somebody came.
alter table channel_event add column via text;
alter table channel_event drop constraint channel_event_kind_check;
alter table channel_event add constraint channel_event_kind_check
  check (kind in ('message','media','action','edit','join','leave','invite','kick','recall','rename','topic','system',
                  'join_request','reaction','role','mute'));
