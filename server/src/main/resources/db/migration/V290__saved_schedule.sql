-- Saved questions that are answered by themselves, and each time they were.
create table saved_schedule (
  id           bigint generated always as identity primary key,
  saved_id     bigint      not null references saved_question (id) on delete cascade,
  community_id bigint      not null,
  every        text        not null check (every in ('day', 'week', 'month')),
  day          int         not null, -- of a week 1 (Monday) to 7, of a month 1 to 31; of days 0
  at           time        not null, -- in the zone of the community
  language     text        not null check (language in ('zh-CN', 'en')),
  emails       text[]      not null,
  group_id     bigint,
  state        text        not null check (state in ('active', 'paused')),
  why          text        check (why in ('by_hand', 'not_allowed')),
  made_by      text        not null, -- an actor's code: whose rights count
  permissions  text[]      not null, -- what they might do when they made it; never more than that
  since        timestamptz not null, -- only times after this one are due
  made_at      timestamptz not null,
  check (group_id is not null or cardinality(emails) > 0),
  check ((state = 'paused') = (why is not null))
);
create index saved_schedule_list on saved_schedule (community_id, id);
create index saved_schedule_question on saved_schedule (saved_id);

create table saved_run (
  schedule_id bigint      not null references saved_schedule (id) on delete cascade,
  due_at      timestamptz not null,
  state       text        not null check (state in ('running', 'mailing', 'sent', 'failed', 'unknown', 'missed')),
  reason      text        check (reason in ('not_allowed', 'question_refused', 'question_failed', 'mail_off', 'mail_unreachable', 'mail_refused', 'mail_unknown', 'stopped')),
  taken_at    timestamptz not null, -- by the node that is at it
  tries       int         not null default 1,
  ended_at    timestamptz,
  found       int,                  -- rows of the answer
  mails       int         not null default 0, -- the mail server took
  primary key (schedule_id, due_at)
);
create index saved_run_open on saved_run (taken_at) where state in ('running', 'mailing');
