-- "Who came by which link, and who of them is still here?" reads only who came and went, out of all that was said.
create index channel_event_presence on channel_event (group_id, at, id) where kind in ('join', 'invite', 'leave', 'kick');
