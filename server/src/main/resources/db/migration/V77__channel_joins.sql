-- "Have they joined since?" is asked of everybody whose removal stands, about groups with many messages and few joins.
create index channel_event_joins on channel_event (group_id, at) where kind in ('join', 'invite');
