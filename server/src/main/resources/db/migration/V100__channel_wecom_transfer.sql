-- Handing over customer groups or customers from one member of staff to another.
create table channel_wecom_transfer (
  id         bigint generated always as identity primary key,
  corp       text        not null,
  key        text        not null, -- the same wish twice is one
  kind       text        not null check (kind in ('customers','groups')),
  resigned   boolean     not null, -- who hands over has left
  from_staff text        not null,
  to_staff   text        not null,
  created_by text        not null,
  created_at timestamptz not null,
  unique (corp, key)
);
create table channel_wecom_transfer_item (
  transfer_id bigint not null references channel_wecom_transfer,
  corp        text   not null,
  kind        text   not null check (kind in ('customers','groups')),
  subject     text   not null, -- a chat id or an external user id
  name        text   not null default '',
  state       text   not null check (state in ('due','waiting','done','refused','limit','failed','left_out')),
  evidence    text, -- WeCom's own number and words
  asked_at    timestamptz,
  ended_at    timestamptz,
  primary key (transfer_id, subject)
);
create index channel_wecom_transfer_item_subject on channel_wecom_transfer_item (corp, kind, subject, asked_at);
