-- Official accounts of WeChat: when WeChat last checked our address.
create table channel_officialaccount (
  account     text primary key,
  verified_at timestamptz not null
);

-- Somebody who is in already scans a code that carries a scene.
alter table channel_event drop constraint channel_event_kind_check;
alter table channel_event add constraint channel_event_kind_check
  check (kind in ('message','media','action','edit','join','leave','invite','kick','recall','rename','topic','system',
                  'join_request','reaction','role','mute','scan'));
