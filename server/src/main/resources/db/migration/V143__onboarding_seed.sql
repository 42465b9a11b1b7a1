-- Orders paid elsewhere, and who paid them. How to reach somebody is never kept: a keyed hash tells that two orders are of one person.
create table onboarding_customer (
  id           bigint generated always as identity primary key,
  community_id bigint      not null,
  contact_hash bytea       not null,
  name         text        not null default '',
  orders       int         not null,
  spent        bigint      not null, -- 分
  last_paid_at timestamptz not null,
  last_order   text        not null,
  member_id    bigint, -- once they came in by their link
  unique (community_id, contact_hash)
);
create index onboarding_customer_choice on onboarding_customer (community_id, spent desc, id);

create table onboarding_order (
  community_id bigint      not null,
  order_id     text        not null,
  customer_id  bigint      not null references onboarding_customer on delete cascade,
  amount       bigint      not null check (amount >= 0), -- 分
  paid_at      timestamptz not null,
  primary key (community_id, order_id)
);

create table onboarding_wave (
  id           bigint generated always as identity primary key,
  community_id bigint      not null,
  name         text        not null,
  plan_id      bigint      not null,
  per_hour     int         not null check (per_hour > 0),
  every_order  boolean     not null, -- who buys later is invited, too
  state        text        not null check (state in ('running','stopped')),
  next_at      timestamptz not null,
  made_at      timestamptz not null,
  made_by      text        not null,
  unique (community_id, name)
);
create index onboarding_wave_due on onboarding_wave (next_at) where state = 'running';

-- One for each customer, ever.
create table onboarding_invitation (
  customer_id bigint      not null primary key references onboarding_customer on delete cascade,
  wave_id     bigint      not null references onboarding_wave,
  rank        int         not null, -- of the chosen
  chosen_at   timestamptz not null,
  code        text,
  asked_at    timestamptz,
  joined_at   timestamptz
);
create index onboarding_invitation_wave on onboarding_invitation (wave_id, rank);
create unique index onboarding_invitation_code on onboarding_invitation (code) where code is not null;

-- The door orders come in by.
create table onboarding_shop (
  community_id bigint not null primary key,
  secret       bytea  not null
);
create table onboarding_shop_call (
  signature bytea       not null primary key,
  at        timestamptz not null
);
