-- When somebody last had what a schedule sends sent to themselves; no run.
alter table saved_schedule add column tried_at timestamptz;
