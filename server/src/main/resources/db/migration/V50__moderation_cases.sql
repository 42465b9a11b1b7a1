-- What members did against the rules, and what was done about it. No names and no texts: those are looked up in member_* and channel_event.
create sequence moderation_case_id;
create table moderation_case (
  id           bigint      not null primary key default nextval('moderation_case_id'),
  community_id bigint      not null,
  group_id     bigint      not null,
  member_id    bigint      not null,
  kind         text        not null,
  rule_key     text        not null,
  rule_name    text        not null,
  rule_version int         not null,
  audit        boolean     not null,
  event_id     bigint      not null,
  message_key  text,
  at           timestamptz not null, -- when it was done, by the platform's time
  opened_at    timestamptz not null,
  state        text        not null default 'open' check (state in ('open','appealed','pardoned','upheld')),
  worst        text        not null check (worst in ('none','recorded','recalled','warned','muted','removed')),
  unique (event_id, member_id, audit)
);
create index moderation_case_community on moderation_case (community_id, id desc);
create index moderation_case_group on moderation_case (group_id, id desc);
create index moderation_case_member on moderation_case (member_id, id desc);
create index moderation_case_appealed on moderation_case (id desc) where state = 'appealed';

create table moderation_evidence (
  case_id        bigint  not null references moderation_case,
  seq            int     not null,
  rule_key       text    not null,
  rule_name      text    not null,
  rule_version   int     not null,
  findings       jsonb   not null, -- [{source, detail, start, end, score, threshold}]: offsets into the event's text, never the text
  counter_before int     not null,
  counter_after  int     not null,
  within_minutes int,
  primary key (case_id, seq)
);

create table moderation_step (
  id           bigint generated always as identity primary key,
  case_id      bigint      not null references moderation_case,
  at           timestamptz not null,
  act          text        not null check (act in ('record_violation','recall','reply','warn','notify','mute','remove','blacklist','tag','task','lift_ban','pardon','appeal','uphold')),
  state        text        not null check (state in ('waiting','done','failed','needs_human','dropped','audit')),
  actor        text        not null,
  rule_key     text,
  rule_name    text,
  rule_version int,
  note         text,        -- the words, {name} not filled in; or the reason an operator gave
  outcome      text,        -- a code, when the platform refused
  outbox_key   text unique,
  settled_at   timestamptz
);
create index moderation_step_case on moderation_step (case_id, id);

create table moderation_violation (
  id           bigint generated always as identity primary key,
  community_id bigint      not null,
  group_id     bigint      not null,
  member_id    bigint      not null,
  kind         text        not null,
  points       int         not null check (points >= 0),
  event_id     bigint      not null,
  subject_key  text        not null,
  at           timestamptz not null,
  audit        boolean     not null,
  case_id      bigint      references moderation_case,
  pardoned_at  timestamptz,
  unique (group_id, member_id, kind, subject_key, audit) -- an edited or redelivered message is one violation
);
create index moderation_violation_member on moderation_violation (member_id, community_id);
create index moderation_violation_case on moderation_violation (case_id);

create table moderation_appeal (
  case_id    bigint      not null primary key references moderation_case,
  text       text        not null,
  at         timestamptz not null,
  written_by text        not null,
  granted    boolean,
  reason     text,
  decided_by text,
  decided_at timestamptz,
  check ((granted is null) = (decided_at is null))
);

create table moderation_blacklist (
  community_id bigint      not null,
  member_id    bigint      not null,
  case_id      bigint      references moderation_case,
  at           timestamptz not null,
  primary key (community_id, member_id)
);

-- The latest time rules removed (or, audit, would have removed) a member: until they are back nobody removes them again.
create table moderation_removal (
  group_id  bigint      not null,
  member_id bigint      not null,
  audit     boolean     not null,
  case_id   bigint      references moderation_case,
  event_id  bigint      not null,
  at        timestamptz not null,
  primary key (group_id, member_id, audit)
);
create index moderation_removal_member on moderation_removal (member_id);
