-- In which transaction a row was written last: who follows what is known of members asks for what came since.
-- A constant first: no row of an old table is rewritten.
alter table member_membership add column touched xid8 not null default '1';
alter table member_membership alter column touched set default pg_current_xact_id();
create index member_membership_touched on member_membership (touched);
alter table member_tag add column touched xid8 not null default '1';
alter table member_tag alter column touched set default pg_current_xact_id();
create index member_tag_touched on member_tag (touched);

create function member_touch() returns trigger language plpgsql as
$$
begin
  new.touched := pg_current_xact_id();
  return new;
end
$$;
create trigger member_membership_touch before update on member_membership for each row execute function member_touch();

-- Who turns out to be a bot is in no group any more for who follows.
create function member_bot_touch() returns trigger language plpgsql as
$$
begin
  update member_membership set touched = pg_current_xact_id() where member_id = new.member_id;
  return null;
end
$$;
create trigger member_account_bot after update of bot on member_account for each row
  when (new.bot is distinct from old.bot) execute function member_bot_touch();
