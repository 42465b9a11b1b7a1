-- What came together, from a file, a program or a shop: it can be taken back together.
create table customer_batch (
  id            bigint generated always as identity primary key,
  community_id  bigint      not null,
  source        text        not null check (source in ('csv','api','webhook')),
  name          text        not null, -- of the file
  made_by       text        not null,
  made_at       timestamptz not null,
  lines         int         not null,
  nobody        int         not null, -- lines that name no buyer
  refunds       int         not null, -- lines that give money back
  wrong         int         not null,
  fresh         int         not null, -- movements not here before
  known         int         not null,
  taken_back_at timestamptz
);
create index customer_batch_list on customer_batch (community_id, id desc);

-- Somebody who buys. How to reach them is never kept: a keyed hash tells that two orders are of one person.
create table customer_person (
  id           bigint generated always as identity primary key,
  community_id bigint not null,
  contact_hash bytea  not null,
  member_id    bigint,
  unique (community_id, contact_hash)
);
create index customer_person_member on customer_person (member_id) where member_id is not null;

-- Money that moved: an order, or what was given back of one.
create table customer_movement (
  community_id bigint      not null,
  shop         text        not null,
  number       text        not null, -- the shop's
  kind         text        not null check (kind in ('paid','refund')),
  batch_id     bigint      not null references customer_batch,
  person_id    bigint      references customer_person on delete cascade, -- null: nobody knows who bought
  currency     text        not null,
  amount       bigint      not null check (case kind when 'paid' then amount >= 0 else amount <= 0 end), -- the smallest unit of the currency
  at           timestamptz not null,
  primary key (community_id, shop, number, kind)
);
create index customer_movement_batch on customer_movement (batch_id);
create index customer_movement_person on customer_movement (person_id);
