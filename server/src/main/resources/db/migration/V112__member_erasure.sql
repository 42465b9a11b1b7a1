-- Somebody asked that a person be forgotten. The row stays: who asked, when, and that it was done; the person is not in it.
create table member_erasure (
  id        bigint generated always as identity primary key,
  member_id bigint      not null unique references member_member,
  asked_by  text        not null,
  asked_at  timestamptz not null,
  state     text        not null default 'asked' check (state in ('asked','detached','done')),
  subject   jsonb, -- what must still be found, from the first step to the last
  until     timestamptz, -- events up to here are the erased person's, later ones a new person's
  inbox_id  bigint, -- the newest event of the inbox when they were detached
  done_at   timestamptz,
  check ((state = 'detached') = (subject is not null)),
  check ((state = 'done') = (done_at is not null))
);
create index member_erasure_open on member_erasure (id) where state <> 'done';

-- So that a redelivery or an old export does not bring them back: keyed hashes, the key is in the data folder.
create table member_erased (
  hash      bytea       not null,
  member_id bigint      not null references member_member,
  until     timestamptz not null,
  primary key (hash, member_id)
);
