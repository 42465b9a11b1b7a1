-- A request nobody answers is not kept open for ever; and how old the account is, where the platform tells.
alter table admission_request drop constraint admission_request_state_check;
alter table admission_request add constraint admission_request_state_check
  check (state in ('waiting','approving','refusing','approved','refused','gone','expired'));
alter table admission_request add column account_since timestamptz;
alter table admission_request add column looked_at timestamptz; -- when the platform was asked for it; null: not yet
update admission_request set looked_at = asked_at;
create index admission_request_waiting on admission_request (asked_at) where state = 'waiting';
create index admission_request_unlooked on admission_request (id) where looked_at is null;
