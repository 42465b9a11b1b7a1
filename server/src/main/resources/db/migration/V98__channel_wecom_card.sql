-- Tasks brought to a member of staff as an app message with buttons.
create table channel_wecom_card (
  id            bigint generated always as identity primary key,
  corp          text        not null,
  key           text        not null, -- of the task
  staff         text        not null,
  body          jsonb       not null, -- what it says; emptied once it is sent
  state         text        not null default 'due' check (state in ('due','sent','answered','ended','undelivered')),
  sent_at       timestamptz, -- written before the call: the limits count it
  response_code text, -- with which the card may be changed, once; taken away before it is used
  change_due    boolean     not null default false,
  done          boolean, -- which button; null while nobody pressed one
  evidence      text,
  created_at    timestamptz not null
);
create unique index channel_wecom_card_open on channel_wecom_card (corp, key) where state in ('due','sent');
create index channel_wecom_card_work on channel_wecom_card (corp, staff, id) where state = 'due' or change_due;
create index channel_wecom_card_sent on channel_wecom_card (corp, staff, sent_at);
