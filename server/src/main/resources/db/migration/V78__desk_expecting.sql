-- Every batch of events asks for the tasks it shows to be done: by what it shows, not by reading all open tasks of its groups.
drop index desk_task_expecting;
create index desk_task_expecting on desk_task (group_id, expects, coalesce(expects_ref, member_id::text))
 where expects is not null and seen_at is null and state in ('open', 'done', 'not_done');
