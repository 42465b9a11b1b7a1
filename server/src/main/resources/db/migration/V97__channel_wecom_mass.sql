-- The kinds of errand are Errand.Kind: the enum is the closed set, and a new kind needs no migration.
alter table channel_wecom_errand drop constraint if exists channel_wecom_errand_kind_check;

-- 群发: what an operator wants said to many; WeCom puts it on the phones of staff, who tap.
create table channel_wecom_mass (
  id         bigint generated always as identity primary key,
  corp       text        not null,
  key        text        not null, -- the same wish twice is one
  kind       text        not null check (kind in ('customers','groups')),
  text       text        not null,
  links      jsonb       not null default '[]',
  command    text, -- the outbox key of the command it stands for; null where an operator wrote it
  created_by text        not null,
  created_at timestamptz not null,
  unique (corp, key)
);

-- One add_msg_template. The row is there before the call: without an answer nobody asks twice.
create table channel_wecom_mass_part (
  id           bigint generated always as identity primary key,
  mass_id      bigint      not null references channel_wecom_mass,
  corp         text        not null,
  sender       text, -- null: whoever talked with the customer last
  state        text        not null default 'due' check (state in ('due','asked','doubt','absent','waiting','refused','stopped','over')),
  msgid        text,
  asked_at     timestamptz, -- the last time it was asked
  read_at      timestamptz, -- the last time WeCom told how far it is
  reminded_at  timestamptz[] not null default '{}',
  evidence     text, -- what WeCom answered last, when it was no success
  unique (corp, msgid)
);
create index channel_wecom_mass_part_mass on channel_wecom_mass_part (mass_id);

create table channel_wecom_mass_target (
  mass_id bigint not null references channel_wecom_mass,
  part_id bigint references channel_wecom_mass_part, -- null: left out
  corp    text   not null,
  kind    text   not null check (kind in ('customers','groups')),
  target  text   not null, -- an external user id or a chat id
  name    text   not null default '',
  state   text   not null check (state in ('waiting','sent','not_friend','over_quota','not_sent','stopped','left_out')),
  reason  text check (reason in ('over_quota','not_customer','gone','no_owner','other_owner')),
  staff   text,
  at      timestamptz,
  primary key (mass_id, target)
);
create index channel_wecom_mass_target_part on channel_wecom_mass_target (part_id, state);
create index channel_wecom_mass_target_waiting on channel_wecom_mass_target (corp, kind, target) where state = 'waiting';

-- What every customer and group was sent, by us or by anybody else in the corporation: WeCom counts all of it.
create table channel_wecom_spent (
  corp   text        not null,
  kind   text        not null check (kind in ('customers','groups')),
  target text        not null,
  msgid  text        not null,
  at     timestamptz not null,
  primary key (corp, kind, target, msgid)
);
create index channel_wecom_spent_msgid on channel_wecom_spent (corp, msgid);
