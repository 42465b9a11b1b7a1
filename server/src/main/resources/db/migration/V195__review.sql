-- What was wanted of a period; what came of it is counted when somebody looks.
create table review_review (
  id           bigint generated always as identity primary key,
  community_id bigint      not null,
  name         text        not null,
  goal         text        not null check (goal in ('growth', 'activity', 'conversion', 'retention')),
  from_day     date        not null,
  until_day    date        not null check (until_day >= from_day), -- the last day
  hypothesis   text        not null,
  targets      jsonb       not null, -- by ratio
  experiments  bigint[]    not null,
  version      int         not null default 1,
  made_at      timestamptz not null
);
create index review_review_list on review_review (community_id, from_day desc, id desc);

-- What follows from it; whether it was done, the desk knows.
create table review_decision (
  id        bigint generated always as identity primary key,
  review_id bigint      not null references review_review on delete cascade,
  what      text        not null,
  owner     text        not null, -- as the team calls them; '' for nobody yet
  due_day   date        not null,
  made_at   timestamptz not null
);
create index review_decision_review on review_decision (review_id, id);
