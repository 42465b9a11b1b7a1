-- Who is in a placed group as far as its platform's events tell; held against the platform's own list from time to time.
-- Ids only: names live with members.
create table channel_account_seat (
  platform    text not null,
  account     text not null,
  external_id text not null,
  person      text not null,
  role        text not null check (role in ('owner','admin','member')),
  primary key (platform, account, external_id, person)
);

alter table channel_account_group
  add column compare_at    timestamptz, -- when next; null: at once
  add column compared_at   timestamptz, -- null: never
  add column compared_to   bigint not null default 0, -- events of the inbox up to here are in the seats
  add column compared_name text,
  add column head_count    int, -- how many the platform counts, kept up by what its events told since
  add column suspects      text[] not null default '{}', -- differences seen once; what is still there at the next look is drift
  add column drift         bigint not null default 0, -- differences no event told about
  add column drifted_at    timestamptz;
