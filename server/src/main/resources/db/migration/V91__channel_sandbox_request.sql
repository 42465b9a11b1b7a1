-- Who knocks at a room of the sandbox and waits for an answer.
create table channel_sandbox_request (
  id          bigint generated always as identity primary key,
  room_id     bigint      not null references channel_sandbox_room,
  account_id  bigint      not null references channel_sandbox_account,
  text        text        not null,
  at          timestamptz not null,
  state       text        not null default 'waiting' check (state in ('waiting','approved','refused','gone')),
  reason      text -- what who was refused is told
);
create unique index channel_sandbox_request_open on channel_sandbox_request (room_id, account_id) where state = 'waiting';
