create table community_community (
  id          bigint generated always as identity primary key,
  name        text        not null unique,
  zone        text        not null default 'Asia/Shanghai',
  goal        text        not null default '',
  charter     text        not null default '',
  quiet_from  time,
  quiet_until time,
  stage       text        not null default 'founding' check (stage in ('founding','growing','mature','fading')),
  created_at  timestamptz not null
);

create table community_group (
  id           bigint generated always as identity primary key,
  community_id bigint      not null references community_community,
  name         text        not null unique,
  platform     text        not null,
  account      text        not null,
  external_id  text        not null,
  created_at   timestamptz not null,
  unique (platform, account, external_id)
);
create index community_group_community on community_group (community_id);
