-- In which transaction it became known whose a visit was: their answers are older.
alter table gate_visit add column touched xid8;
create index gate_visit_touched on gate_visit (touched) where touched is not null;

create function gate_visit_touch() returns trigger language plpgsql as
$$
begin
  new.touched := pg_current_xact_id();
  return new;
end
$$;
create trigger gate_visit_member before update of member_id on gate_visit for each row
  when (new.member_id is distinct from old.member_id) execute function gate_visit_touch();
