create table delivery_outbox (
  id           bigint generated always as identity primary key,
  key          text        not null unique,
  community_id bigint      not null,
  group_id     bigint      not null,
  member_id    bigint,
  platform     text        not null,
  account      text        not null,
  purpose      text        not null check (purpose in ('ANSWER','GREETING','WARNING','ENFORCEMENT','NOTICE')),
  command      jsonb       not null,
  case_id      bigint,
  created_at   timestamptz not null,
  due_at       timestamptz not null,
  state        text        not null default 'waiting'
               check (state in ('waiting','sending','delivered','rejected','needs_human','unknown','cancelled')),
  attempts     int         not null default 0,
  claimed_at   timestamptz,
  waiting_for  text, -- why it is not sent yet: quiet_hours, cap, retry
  settled_at   timestamptz,
  evidence     text,
  message_key  text
);
create index delivery_outbox_due on delivery_outbox (platform, account, id) where state in ('waiting', 'sending');
create index delivery_outbox_group_open on delivery_outbox (group_id, id) where state in ('waiting', 'sending');
create index delivery_outbox_community on delivery_outbox (community_id, id desc);
create index delivery_outbox_capped on delivery_outbox (group_id, settled_at) where purpose in ('GREETING', 'NOTICE') and state = 'delivered';

-- One row per sending account: its lock is the right to send, next_at the pace.
create table delivery_account (
  platform text        not null,
  account  text        not null,
  next_at  timestamptz not null,
  primary key (platform, account)
);

create table delivery_halt (
  community_id bigint      primary key,
  halted_at    timestamptz not null,
  halted_by    text        not null,
  why          text        not null
);
