-- Channels: platform, placement, and the leaves that carry a code of their own.
create table acquisition_channel (
  id           bigint generated always as identity primary key,
  community_id bigint      not null,
  parent_id    bigint      references acquisition_channel,
  name         text        not null,
  owner_id     bigint,
  budget       bigint      check (budget >= 0), -- 分
  starts_on    date,
  ends_on      date,
  created_at   timestamptz not null,
  unique nulls not distinct (community_id, parent_id, name)
);

create table acquisition_cost (
  channel_id bigint not null references acquisition_channel,
  day        date   not null,
  amount     bigint not null check (amount >= 0), -- 分
  primary key (channel_id, day)
);

-- Where the scans of codes are led. The document is an acquisition.Plan; its doors have rows of their own, because seats are counted by them.
create table acquisition_plan (
  id           bigint generated always as identity primary key,
  community_id bigint      not null,
  name         text        not null,
  document     jsonb       not null,
  changed_at   timestamptz not null,
  unique (community_id, name)
);

create table acquisition_door (
  id      bigint generated always as identity primary key,
  plan_id bigint  not null references acquisition_plan,
  key     text    not null,
  taken   integer not null default 0 check (taken >= 0), -- = its rows in acquisition_seat that are held or taken
  unique (plan_id, key)
);

create table acquisition_code (
  id           bigint generated always as identity primary key,
  slug         bigint      not null unique, -- acquisition.Slug
  community_id bigint      not null,
  channel_id   bigint      references acquisition_channel,
  plan_id      bigint      not null references acquisition_plan,
  label        text        not null,
  disabled     boolean     not null default false,
  expires_at   timestamptz,
  created_at   timestamptz not null,
  changed_at   timestamptz not null
);
create index acquisition_code_page on acquisition_code (community_id, id);
create index acquisition_code_changed on acquisition_code (changed_at);

-- Who was led to which door. held: not seen to come in yet, free again after held_until; released: was free again, but who returns gets the same door while it has room.
create table acquisition_seat (
  plan_id    bigint      not null,
  visitor    bigint      not null,
  door_id    bigint      not null references acquisition_door,
  state      text        not null check (state in ('held','taken','released')),
  held_until timestamptz not null,
  primary key (plan_id, visitor)
);
create index acquisition_seat_held on acquisition_seat (held_until) where state = 'held';

create table acquisition_scan (
  id        bigint      not null,
  at        timestamptz not null,
  code_id   bigint      not null,
  visitor   bigint      not null,
  result    text        not null, -- led, full, words, robot
  returning_visitor boolean not null,
  door_id   bigint,
  device    text        not null,
  app       text        not null,
  region    text        not null,
  network   text        not null -- the address without its last part: nobody's address is kept
) partition by range (at);
create sequence acquisition_scan_id cache 1;
create table acquisition_scan_other partition of acquisition_scan default;
