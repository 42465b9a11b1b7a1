-- How far somebody came: the first time each step was seen. Of a visitor (the number in the cookie) or of a member; the other is 0.
create table acquisition_step (
  community_id bigint      not null,
  step         text        not null check (step in ('landing_seen','gate_passed','first_order')),
  visitor      bigint      not null default 0,
  member_id    bigint      not null default 0,
  code_id      bigint      references acquisition_code,
  at           timestamptz not null,
  primary key (community_id, visitor, member_id, step),
  check ((visitor = 0) <> (member_id = 0)),
  check ((visitor = 0) = (code_id is null))
);

-- Whose browser a visitor's is, where a gate or a personal link knows it.
create table acquisition_visitor (
  community_id bigint      not null,
  visitor      bigint      not null,
  member_id    bigint      not null,
  code_id      bigint      not null references acquisition_code,
  known_at     timestamptz not null,
  primary key (community_id, visitor)
);
create index acquisition_visitor_member on acquisition_visitor (member_id);
