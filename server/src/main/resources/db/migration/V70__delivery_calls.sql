-- One row for every call that counts against a documented limit: how the nodes share one. Kept for the longest window.
create table delivery_call (
  outbox_id bigint      not null,
  attempt   int         not null,
  platform  text        not null,
  account   text        not null,
  group_id  bigint      not null,
  person    text, -- whom the command is about, as the platform names them
  needs     text        not null, -- the capability
  began_at  timestamptz not null,
  ended_at  timestamptz not null default 'infinity', -- infinity: under way
  primary key (outbox_id, attempt)
);
create index delivery_call_account on delivery_call (platform, account, ended_at);
create index delivery_call_group on delivery_call (group_id, ended_at);
create index delivery_call_person on delivery_call (platform, account, person, ended_at) where person is not null;

-- due_at stays what was wanted; when it is tried again after a failure is another matter. Meanwhile its group waits.
alter table delivery_outbox add column retry_at timestamptz;

-- The heads of all groups of an account are found by skipping from group to group.
create index delivery_outbox_heads on delivery_outbox (platform, account, group_id, id) where state in ('waiting', 'sending');
create index delivery_outbox_sending on delivery_outbox (platform, account, group_id) where state = 'sending';
drop index delivery_outbox_due;
drop index delivery_outbox_group_open;

-- next_at: not before; after several failures in a row the account rests until then and is tried with one command.
alter table delivery_account add column failures int not null default 0;
alter table delivery_account add column failed_group bigint;
insert into delivery_account (platform, account, next_at)
select distinct platform, account, now() from delivery_outbox where state in ('waiting', 'sending')
on conflict do nothing;
