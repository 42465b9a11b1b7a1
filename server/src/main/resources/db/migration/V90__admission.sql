-- Who asks to be let into a group, and what became of it. What they wrote stands in channel_event, their name in member_*.
create table admission_request (
  id           bigint generated always as identity primary key,
  community_id bigint      not null,
  group_id     bigint      not null,
  member_id    bigint      not null,
  event_id     bigint      not null unique,
  handle       text        not null, -- what the platform calls the request; good for one answer
  asked_at     timestamptz not null,
  -- approving, refusing: decided, and on its way to the platform; gone: nobody can answer it any more
  state        text        not null default 'waiting' check (state in ('waiting','approving','refusing','approved','refused','gone')),
  decided_at   timestamptz,
  decided_by   text,
  outbox_key   text unique,
  closed_at    timestamptz,
  check ((decided_by is null) = (decided_at is null))
);
create index admission_request_open on admission_request (group_id, member_id) where state in ('waiting','approving','refusing');
create index admission_request_community on admission_request (community_id, id desc);
create index admission_request_member on admission_request (member_id);
-- "How often have they asked?" is asked about groups with many messages and few requests.
create index channel_event_asked on channel_event (group_id, member_id) where kind = 'join_request';
