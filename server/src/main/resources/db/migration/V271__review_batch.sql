-- Targets that came as one table, and may be taken back as one.
create table review_batch (
  id            bigint generated always as identity primary key,
  community_id  bigint      not null,
  given_at      timestamptz not null,
  made          int         not null, -- reviews that were not there
  changed       int         not null, -- reviews that had other targets
  taken_back_at timestamptz
);
create index review_batch_list on review_batch (community_id, id);

create table review_batch_line (
  batch_id       bigint not null references review_batch,
  review_id      bigint not null references review_review on delete cascade,
  version        int    not null, -- of the review as the table left it
  goal_before    text,            -- null where the table made the review
  targets_before jsonb,
  primary key (batch_id, review_id),
  check ((goal_before is null) = (targets_before is null))
);
create index review_batch_line_review on review_batch_line (review_id);
