-- Double entry in whole units. An entry (ledger_transaction) and its postings are written once and never again; a balance is the sum of its postings.
create table ledger_account (
  id           bigint generated always as identity primary key,
  community_id bigint not null,
  unit         text   not null check (unit in ('fen','points')),
  code         text   not null check (code ~ '^[a-z][a-z0-9_:.-]{0,99}$'),
  unique (community_id, unit, code),
  unique (id, community_id, unit)
);

create table ledger_transaction (
  id           bigint generated always as identity primary key,
  key          text        not null unique, -- the same again is not posted again
  community_id bigint      not null,
  unit         text        not null,
  kind         text        not null,
  postings     smallint    not null check (postings >= 2),
  at           timestamptz not null,
  unique (id, community_id, unit)
);

-- The foreign keys keep an entry within one community and one unit.
create table ledger_posting (
  transaction_id bigint not null,
  account_id     bigint not null,
  community_id   bigint not null,
  unit           text   not null,
  amount         bigint not null check (amount <> 0), -- what comes to the account; negative: goes from it
  primary key (transaction_id, account_id),
  foreign key (transaction_id, community_id, unit) references ledger_transaction (id, community_id, unit),
  foreign key (account_id, community_id, unit) references ledger_account (id, community_id, unit)
);
create index ledger_posting_account on ledger_posting (account_id, transaction_id);

-- Looked at when the transaction commits: every posting there that was promised, and their sum zero.
create function ledger_must_balance() returns trigger language plpgsql set search_path from current as $$
declare
  entry bigint := (to_jsonb(new) ->> tg_argv[0])::bigint;
  wrong bigint;
begin
  select t.id into wrong
    from ledger_transaction t left join ledger_posting p on p.transaction_id = t.id
   where t.id = entry
   group by t.id
  having count(p.amount) <> t.postings or coalesce(sum(p.amount), 0) <> 0;
  if wrong is not null then
    raise exception 'ledger entry % does not balance', wrong using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger ledger_transaction_balances after insert on ledger_transaction
  deferrable initially deferred for each row execute function ledger_must_balance('id');
create constraint trigger ledger_posting_balances after insert on ledger_posting
  deferrable initially deferred for each row execute function ledger_must_balance('transaction_id');

create function ledger_is_written_once() returns trigger language plpgsql as $$
begin
  raise exception '% is written once', tg_table_name using errcode = 'check_violation';
end $$;
create trigger ledger_transaction_stays before update or delete on ledger_transaction
  for each statement execute function ledger_is_written_once();
create trigger ledger_posting_stays before update or delete on ledger_posting
  for each statement execute function ledger_is_written_once();
create trigger ledger_account_stays before update or delete on ledger_account
  for each statement execute function ledger_is_written_once();
