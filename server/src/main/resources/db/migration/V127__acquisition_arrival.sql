-- How a join is known to be by a door: the group it leads to, its address, and what the platform says of who comes by it where that is not the address.
alter table acquisition_door
  add column group_id bigint,
  add column url      text not null default '',
  add column via      text;
update acquisition_door d
   set group_id = case when w.door->>'group' ~ '^[0-9]{1,18}$' then (w.door->>'group')::bigint end, url = w.door->>'url'
  from (select p.id, jsonb_path_query(p.document, '$.**.doors[*]') as door from acquisition_plan p) w
 where w.id = d.plan_id and w.door->>'key' = d.key;
create index acquisition_door_group on acquisition_door (group_id) where group_id is not null;
create index acquisition_door_url on acquisition_door (url);
create index acquisition_door_via on acquisition_door (via) where via is not null;

create index acquisition_code_plan on acquisition_code (plan_id, id);

-- By which code a visitor came to this seat first and last; null for seats from before.
alter table acquisition_seat
  add column code_id       bigint,
  add column seen_at       timestamptz,
  add column first_code_id bigint,
  add column first_at      timestamptz;
create index acquisition_seat_open on acquisition_seat (door_id, seen_at) where state <> 'taken';

-- Codes a known person came by: visitor is the browser where there was one, 0 where the platform itself told of the scan.
drop table acquisition_visitor;
create table acquisition_touch (
  community_id bigint      not null,
  member_id    bigint      not null,
  code_id      bigint      not null references acquisition_code,
  visitor      bigint      not null,
  first_at     timestamptz not null,
  last_at      timestamptz not null,
  primary key (community_id, member_id, code_id, visitor)
);
create index acquisition_touch_member on acquisition_touch (member_id);

-- One join of one member, and by what they came. Fixed at the join and never rewritten; a correction is a row of its own.
create table acquisition_arrival (
  event_id         bigint      primary key, -- channel_event.id of the join
  community_id     bigint      not null,
  group_id         bigint      not null,
  member_id        bigint      not null,
  joined_at        timestamptz not null,
  how              text        not null check (how in ('person','way','nearest','likely','none')),
  plan_id          bigint,
  door_id          bigint,
  visitor          bigint,
  first_code_id    bigint,
  first_channel_id bigint,
  first_at         timestamptz,
  last_code_id     bigint,
  last_channel_id  bigint,
  last_at          timestamptz,
  spoke_at         timestamptz, -- their first message in the group after it
  left_at          timestamptz
);
create index acquisition_arrival_page on acquisition_arrival (community_id, event_id);
create index acquisition_arrival_joined on acquisition_arrival (community_id, joined_at);
create index acquisition_arrival_visitor on acquisition_arrival (community_id, visitor) where visitor is not null;
create index acquisition_arrival_member on acquisition_arrival (member_id);
create index acquisition_arrival_in on acquisition_arrival (group_id, member_id) where left_at is null;
create index acquisition_arrival_silent on acquisition_arrival (group_id, member_id) where spoke_at is null and left_at is null;

create table acquisition_correction (
  id         bigint      generated always as identity primary key,
  event_id   bigint      not null references acquisition_arrival,
  channel_id bigint      references acquisition_channel, -- null: by none
  at         timestamptz not null,
  by         text        not null
);
create index acquisition_correction_newest on acquisition_correction (event_id, id desc);
