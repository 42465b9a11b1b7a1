-- How members of staff talk with customers, as WeCom counts it (联系客户统计): by day, a day late, for 180 days.
create table channel_wecom_behavior (
  corp             text not null,
  day              date not null,
  staff            text not null,
  chats            int  not null,
  messages         int  not null,
  reply_percentage double precision, -- null: nobody wrote first that day
  reply_minutes    int,
  lost             int  not null, -- deleted or blocked the member of staff
  applied          int  not null,
  added            int  not null,
  primary key (corp, day, staff)
);
-- How far each was read.
create table channel_wecom_behavior_staff (
  corp    text not null,
  staff   text not null,
  read_to date not null,
  primary key (corp, staff)
);
