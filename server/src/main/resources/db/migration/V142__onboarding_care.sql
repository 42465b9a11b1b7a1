-- Whom to talk to, and why. A reason is one row: it comes back only as another ref.
create table onboarding_care (
  id           bigint generated always as identity primary key,
  community_id bigint      not null,
  group_id     bigint      not null,
  member_id    bigint      not null,
  reason       text        not null check (reason in ('birthday','unanswered','interested','active')),
  ref          text        not null, -- the year, the message, the tag's day, the day found
  since        timestamptz not null, -- what it is about happened then
  size         int         not null default 0, -- messages of the active
  found_at     timestamptz not null,
  state        text        not null default 'open' check (state in ('open','done','gone')),
  hidden_until timestamptz,
  assigned_to  bigint,
  closed_at    timestamptz,
  closed_by    text,
  note         text,
  unique (community_id, member_id, reason, ref)
);
create index onboarding_care_open on onboarding_care (community_id) where state = 'open';
create index onboarding_care_closed on onboarding_care (community_id, closed_at desc, id desc) where state <> 'open';

create table onboarding_care_round (
  community_id bigint      not null primary key,
  looked_at    timestamptz not null
);
