-- What a community does for newcomers. A version never changes: who began with one goes on with it.
create table onboarding_version (
  community_id bigint      not null,
  version      int         not null,
  document     jsonb       not null, -- onboarding.FirstWeek
  published_at timestamptz not null,
  published_by text        not null,
  primary key (community_id, version)
);

create table onboarding_set (
  community_id bigint  not null primary key,
  live_version int     not null,
  running      boolean not null
);

-- Who is, or was, in their first week. The timers are in the row: one row is held, decided about and written.
create table onboarding_newcomer (
  group_id        bigint      not null,
  member_id       bigint      not null,
  community_id    bigint      not null,
  event_id        bigint      not null, -- of the join
  version         int         not null,
  kind            text        not null,
  channel_id      bigint,
  buddy_id        bigint,
  joined_at       timestamptz not null,
  state           text        not null check (state in ('running','done','left','stopped')),
  spoke_at        timestamptz,
  acknowledged_at timestamptz,
  answered_at     timestamptz,
  renamed_at      timestamptz,
  done            text[]      not null default '{}',
  timers          jsonb       not null default '{}',
  next_at         timestamptz, -- the earliest of the timers
  primary key (group_id, member_id)
);
create index onboarding_newcomer_due on onboarding_newcomer (next_at) where state = 'running' and next_at is not null;
create index onboarding_newcomer_page on onboarding_newcomer (community_id, joined_at desc, group_id, member_id);
create index onboarding_newcomer_event on onboarding_newcomer (event_id, member_id);
create index onboarding_newcomer_buddy on onboarding_newcomer (community_id, buddy_id) where state = 'running';

-- What was done in each week: each step once, whatever happens.
create table onboarding_step (
  event_id     bigint      not null,
  member_id    bigint      not null,
  step         text        not null,
  community_id bigint      not null,
  at           timestamptz not null,
  outcome      text        not null,
  why          text,
  command_key  text,
  message_key  text, -- what the platform calls what was said
  primary key (event_id, member_id, step)
);
create index onboarding_step_command on onboarding_step (command_key) where command_key is not null;
