create sequence member_member_id;
create table member_member (
  id         bigint      not null primary key default nextval('member_member_id'),
  created_at timestamptz not null
);

create table member_account (
  platform    text    not null,
  external_id text    not null, -- the platform's own id; for an export without ids, the name, prefixed by the group
  member_id   bigint  not null references member_member,
  name        text    not null,
  bot         boolean not null default false,
  primary key (platform, external_id)
);
create index member_account_member on member_account (member_id);

create table member_membership (
  group_id       bigint  not null,
  member_id      bigint  not null references member_member,
  role           text    not null default 'member' check (role in ('owner','admin','member')),
  whitelisted    boolean not null default false,
  first_seen_at  timestamptz not null,
  joined_at      timestamptz,
  left_at        timestamptz,
  primary key (group_id, member_id)
);
create index member_membership_member on member_membership (member_id);
