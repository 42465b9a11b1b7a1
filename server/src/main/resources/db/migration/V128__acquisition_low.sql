-- What a pool has left: seats of doors that stand in the plan now (null: as many as like).
alter table acquisition_door
  add column seats  integer,
  add column listed boolean not null default false;
update acquisition_door d set listed = true, seats = (w.door->>'seats')::integer
  from (select p.id, jsonb_path_query(p.document, '$.**.doors[*]') as door from acquisition_plan p) w
 where w.id = d.plan_id and w.door->>'key' = d.key;

create index acquisition_touch_visitor on acquisition_touch (community_id, visitor) where visitor <> 0;

-- Plans whose owner has been told that seats run out; gone again when there are more.
create table acquisition_low (
  plan_id bigint      primary key references acquisition_plan,
  since   timestamptz not null
);
