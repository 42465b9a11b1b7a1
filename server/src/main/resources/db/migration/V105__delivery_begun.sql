-- How many calls an account ever began, on all nodes: what began since the last count is never more than this says, so a limit with room
-- left by that needs no counting again.
alter table delivery_account add column begun bigint not null default 0;
