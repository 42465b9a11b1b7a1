-- Costs that came as one table, and may be taken back as one.
create table acquisition_cost_batch (
  id            bigint generated always as identity primary key,
  community_id  bigint      not null,
  given_at      timestamptz not null,
  given_by      text        not null,
  days          integer     not null,
  amount        bigint      not null, -- 分, of all its days
  taken_back_at timestamptz,
  taken_back_by text
);
create index on acquisition_cost_batch (community_id, id);

create table acquisition_cost_batch_day (
  batch_id      bigint not null references acquisition_cost_batch,
  channel_id    bigint not null references acquisition_channel,
  day           date   not null,
  amount        bigint not null,
  amount_before bigint, -- null where the day had no cost
  primary key (batch_id, channel_id, day)
);
create index on acquisition_cost_batch_day (channel_id, day, batch_id);
