-- Every time somebody became a customer, and by which code. What a customer carries is the code they came by last: who comes again by another
-- code must not be taken away from the first.
create table channel_wecom_arrival (
  corp        text        not null,
  external_id text        not null,
  staff       text        not null,
  at          timestamptz not null,
  code        text        not null default '', -- empty: by none
  primary key (corp, external_id, staff, at)
);
create index channel_wecom_arrival_code on channel_wecom_arrival (corp, code) where code <> '';
insert into channel_wecom_arrival (corp, external_id, staff, at, code)
select corp, external_id, staff, added_at, coalesce(state, '') from channel_wecom_customer;
drop index channel_wecom_customer_state;
