-- Who takes the money. community_id null: for every community that has none of its own.
create table payment_merchant (
  id           bigint generated always as identity primary key,
  community_id bigint      unique nulls not distinct,
  kind         text        not null check (kind in ('wechatpay','test')),
  name         text        not null,
  settings     jsonb       not null, -- payment.WeChatMerchant without its secrets
  secrets      bytea,                -- sealed by channel.account.SecretBox
  changed_at   timestamptz not null,
  check (kind = 'test' or secrets is not null),
  check (kind <> 'test' or community_id is not null)
);

create table payment_payment (
  id           bigint generated always as identity primary key,
  community_id bigint      not null,
  purpose      text        not null, -- what it is for, as whoever asks knows it; twice is one
  amount       bigint      not null check (amount > 0), -- 分
  description  text        not null,
  due_at       timestamptz not null,
  state        text        not null check (state in ('asked','paying','in_doubt','paid','closed','disputed','refund_asked','refunded','refund_failed')),
  state_at     timestamptz not null,
  why          text        not null default '',
  created_at   timestamptz not null,
  unique (community_id, purpose)
);
create index payment_payment_page on payment_payment (community_id, id);
create index payment_payment_due on payment_payment (due_at) where state = 'asked';

-- One attempt to be paid. Its number is ours, known to the provider, and never another's.
create table payment_order (
  id             bigint generated always as identity primary key,
  payment_id     bigint      not null references payment_payment,
  merchant_id    bigint      not null references payment_merchant,
  number         text        not null unique, -- out_trade_no
  way            text        not null check (way in ('jsapi','h5','native','test')),
  payer          text,                        -- openid, for jsapi
  state          text        not null check (state in ('placing','open','in_doubt','paid','disputed','surplus','closed','refused')),
  handle         text,                        -- prepay_id, h5_url or code_url
  transaction_no text        unique,          -- the provider's own number
  paid           bigint      check (paid >= 0), -- 分, what the provider says was paid
  evidence       text        not null default '',
  look_at        timestamptz,                 -- when the provider is asked next; null: never
  looks          int         not null default 0,
  created_at     timestamptz not null,
  settled_at     timestamptz,
  check ((state in ('paid','disputed','surplus')) = (transaction_no is not null and paid is not null))
);
create unique index payment_order_live on payment_order (payment_id) where state in ('placing','open','in_doubt');
create unique index payment_order_paid on payment_order (payment_id) where state = 'paid';
create index payment_order_of on payment_order (payment_id);
create index payment_order_look on payment_order (look_at) where look_at is not null;

create table payment_refund (
  id         bigint generated always as identity primary key,
  order_id   bigint      not null references payment_order,
  number     text        not null unique, -- out_refund_no: kept until the provider says no for good
  amount     bigint      not null check (amount > 0),
  reason     text        not null,
  asked_by   text        not null, -- an Actor
  state      text        not null check (state in ('asked','processing','waiting','done','abnormal','closed')),
  evidence   text        not null default '',
  look_at    timestamptz,
  looks      int         not null default 0,
  created_at timestamptz not null,
  settled_at timestamptz
);
create unique index payment_refund_once on payment_refund (order_id) where state <> 'closed';
create index payment_refund_look on payment_refund (look_at) where look_at is not null;

-- What the provider told us, kept before it is answered.
create table payment_notice (
  id          bigint generated always as identity primary key,
  merchant_id bigint      not null references payment_merchant on delete cascade,
  key         text        not null, -- the notification's own id: told twice is one
  number      text        not null, -- of the order or refund it is about
  kind        text        not null check (kind in ('order','refund')),
  fact        jsonb       not null, -- what it said, without who paid
  received_at timestamptz not null,
  settled_at  timestamptz,
  unique (merchant_id, key)
);
create index payment_notice_open on payment_notice (id) where settled_at is null;

-- The books of test pay: a provider of our own, whose money is imaginary.
create table payment_test (
  number   text primary key,
  amount   bigint not null,
  state    text   not null check (state in ('unpaid','paid','closed','refunded')),
  paid_at  timestamptz
);
