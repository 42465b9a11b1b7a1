-- What its main number should reach: a share, or a rate of growth.
alter table scorecard_goal add column target double precision check (target > 0 and target <= 10);

-- What the groups of a community are for that have no goal of their own.
create table scorecard_community_goal (
  community_id bigint           primary key,
  goal         text             not null check (goal in ('growth', 'activity', 'conversion', 'retention')),
  target       double precision check (target > 0 and target <= 10),
  set_at       timestamptz      not null
);
