-- Whose orders changed, and in which transaction last: who follows what people bought asks for what came since.
-- A number stays when its person is gone, so that whoever follows lets their orders go; it names nobody then.
create table customer_touched (
  person_id    bigint primary key,
  community_id bigint not null,
  xid          xid8   not null default pg_current_xact_id()
);
create index customer_touched_follow on customer_touched (xid);

create function customer_touch_new() returns trigger language plpgsql as
$$
begin
  insert into customer_touched (person_id, community_id)
  select distinct person_id, community_id from fresh where person_id is not null order by 1
  on conflict (person_id) do update set xid = pg_current_xact_id();
  return null;
end
$$;
create function customer_touch_old() returns trigger language plpgsql as
$$
begin
  insert into customer_touched (person_id, community_id)
  select distinct person_id, community_id from gone where person_id is not null order by 1
  on conflict (person_id) do update set xid = pg_current_xact_id();
  return null;
end
$$;
create trigger customer_movement_new after insert on customer_movement referencing new table as fresh
  for each statement execute function customer_touch_new();
create trigger customer_movement_gone after delete on customer_movement referencing old table as gone
  for each statement execute function customer_touch_old();
create trigger customer_movement_was after update on customer_movement referencing old table as gone new table as fresh
  for each statement execute function customer_touch_old();
create trigger customer_movement_is after update on customer_movement referencing old table as gone new table as fresh
  for each statement execute function customer_touch_new();

create function customer_touch_person() returns trigger language plpgsql as
$$
begin
  insert into customer_touched (person_id, community_id) values (new.id, new.community_id)
  on conflict (person_id) do update set xid = pg_current_xact_id();
  return null;
end
$$;
create trigger customer_person_member after update of member_id on customer_person for each row
  when (new.member_id is distinct from old.member_id) execute function customer_touch_person();

