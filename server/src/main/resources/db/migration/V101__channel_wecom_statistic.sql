-- WeCom's own numbers: per owner and day, a day late, for 180 days.
create table channel_wecom_statistic (
  corp                  text not null,
  day                   date not null,
  owner                 text not null,
  new_groups            int  not null,
  groups                int  not null,
  groups_with_messages  int  not null,
  new_members           int  not null,
  members               int  not null,
  members_with_messages int  not null,
  messages              int  not null,
  primary key (corp, day, owner)
);
-- Which days were read; a day without owners has no other trace.
create table channel_wecom_statistic_day (
  corp    text        not null,
  day     date        not null,
  read_at timestamptz not null,
  primary key (corp, day)
);
