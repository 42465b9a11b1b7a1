create table journal_entry (
  id           bigint generated always as identity primary key,
  at           timestamptz not null,
  actor        text        not null,
  kind         text        not null,
  community_id bigint,
  group_id     bigint,
  member_id    bigint,
  event_id     bigint,
  reason       jsonb       not null default '{}'
);
create index journal_entry_community on journal_entry (community_id, id desc);
create index journal_entry_group on journal_entry (group_id, id desc);
create index journal_entry_member on journal_entry (member_id, id desc) where member_id is not null;
