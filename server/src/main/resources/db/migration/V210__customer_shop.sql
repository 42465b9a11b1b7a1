-- A shop that tells of its orders as they are paid, at an address of its own.
create table customer_shop (
  id           bigint generated always as identity primary key,
  community_id bigint      not null,
  name         text        not null, -- order numbers are unique within it
  currency     text        not null, -- of lines that name none
  secret       bytea       not null, -- sealed
  made_at      timestamptz not null,
  told_at      timestamptz, -- the last call that was taken
  stopped_at   timestamptz,
  unique (community_id, name)
);

-- Calls of the last minutes: none is taken twice.
create table customer_shop_call (
  signature bytea       not null primary key,
  at        timestamptz not null
);
create index customer_shop_call_at on customer_shop_call (at);

-- What a shop tells within one day is one batch.
alter table customer_batch add shop_id bigint references customer_shop;
alter table customer_batch add day date;
create unique index customer_batch_open on customer_batch (shop_id, day) where taken_back_at is null and shop_id is not null;
alter table customer_batch add differing int not null default 0; -- known movements that were told with another amount

-- What a later batch told of a movement another holds: it counts when that one is taken back.
create table customer_told (
  batch_id     bigint      not null references customer_batch,
  community_id bigint      not null,
  shop         text        not null,
  number       text        not null,
  kind         text        not null,
  person_id    bigint      references customer_person on delete cascade,
  currency     text        not null,
  amount       bigint      not null,
  at           timestamptz not null,
  primary key (batch_id, shop, number, kind)
);
create index customer_told_movement on customer_told (community_id, shop, number, kind);
create index customer_told_person on customer_told (person_id);
