-- A number that is watched; how it is counted, the code knows.
create table alert_alert (
  id              bigint generated always as identity primary key,
  community_id    bigint           not null,
  name            text             not null,
  metric          text             not null,
  each_group      boolean          not null, -- otherwise the community as a whole
  days            int              not null check (days between 1 and 28), -- whole days that are one number
  rule            text             not null check (rule in ('threshold', 'change', 'band')),
  way             text             not null check (way in ('up', 'down', 'both')),
  value           double precision check ((value is null) = (rule = 'band')),
  even_when_quiet boolean          not null,
  muted_until     date, -- looked at again from this day on
  looked_at       date, -- the last day that was judged
  task_key        text, -- of the desk's task that was raised last
  made_at         timestamptz      not null
);
create index alert_alert_list on alert_alert (community_id, id);

-- From the day it rang to the day it had recovered.
create table alert_ring (
  id       bigint generated always as identity primary key,
  alert_id bigint           not null references alert_alert on delete cascade,
  group_id bigint           not null, -- 0 for the community as a whole
  day      date             not null,
  value    double precision not null,
  expected double precision not null,
  low      double precision,
  high     double precision,
  p        double precision,
  over_at  date -- null while it rings
);
create unique index alert_ring_open on alert_ring (alert_id, group_id) where over_at is null;
create index alert_ring_list on alert_ring (alert_id, id desc);
