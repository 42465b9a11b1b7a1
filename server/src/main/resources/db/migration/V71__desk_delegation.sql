-- What was handed to a person: until when, who was reminded, and by which later event one sees that it was done.
alter table desk_task drop constraint desk_task_state_check;
alter table desk_task add constraint desk_task_state_check check (state in ('open','done','not_done','dropped'));
alter table desk_task add column deadline_at timestamptz; -- then it counts as not done; null: never
alter table desk_task add column expects text check (expects in ('gone','back','recalled','muted','said','heard_again'));
alter table desk_task add column expects_ref text; -- the message recalled; a hash of the words said; the account heard again
alter table desk_task add column seen_at timestamptz; -- when the event came
alter table desk_task add column reminded_at timestamptz;
alter table desk_task add column escalated_at timestamptz;
alter table desk_task add column escalated_to bigint[] not null default '{}'; -- operators
create index desk_task_expecting on desk_task (group_id) where expects is not null and seen_at is null and state in ('open','done','not_done');
create index desk_task_nagging on desk_task (due_at) where state = 'open' and kind <> 'rule_note';

-- Who did it in the end: the machine, or a person in its place.
alter table moderation_step add column done_by text;
