-- What is more than talk becomes facts too. Each module says in a view <module>_fact what of it is a fact, always with the columns
--   xid, source, seq, at, community_id, group_id, member_id, outsider, subject, code, amount
-- and insight follows all views of this name in the order of their transactions. Meanings of the columns: docs/facts.md.

alter table acquisition_scan add column xid xid8 not null default pg_current_xact_id();
create index acquisition_scan_follow on acquisition_scan (xid);
alter table acquisition_arrival add column xid xid8 not null default pg_current_xact_id();
create index acquisition_arrival_follow on acquisition_arrival (xid);

create view acquisition_fact as
select s.xid, 'scan' as source, s.id as seq, s.at, c.community_id, null::bigint as group_id, null::bigint as member_id,
       s.visitor as outsider, s.code_id as subject, s.result as code, null::bigint as amount
  from acquisition_scan s join acquisition_code c on c.id = s.code_id
 union all
select xid, 'came', event_id, joined_at, community_id, group_id, member_id, visitor, last_code_id, how, null
  from acquisition_arrival;

alter table gate_answer add column xid xid8 not null default pg_current_xact_id();
create index gate_answer_follow on gate_answer (xid);

create view gate_fact as
select a.xid, 'answer' as source, a.id as seq, a.submitted_at as at, p.community_id, null::bigint as group_id, v.member_id,
       v.visitor as outsider, a.page_id as subject, a.gate as code, null::bigint as amount
  from gate_answer a join gate_visit v on v.id = a.visit_id join gate_page p on p.id = a.page_id;

-- A batch that is taken back takes its movements with it: its row tells that they are no facts any more.
alter table customer_movement add column id bigint generated always as identity;
alter table customer_movement add column xid xid8 not null default pg_current_xact_id();
create index customer_movement_follow on customer_movement (xid);
alter table customer_batch add column taken_back_xid xid8;
create index customer_batch_follow on customer_batch (taken_back_xid) where taken_back_xid is not null;

create view customer_fact as
select m.xid, m.kind as source, m.id as seq, m.at, m.community_id, null::bigint as group_id, p.member_id,
       m.person_id as outsider, m.batch_id as subject, m.currency as code, m.amount
  from customer_movement m left join customer_person p on p.id = m.person_id
 union all
select taken_back_xid, 'taken_back', id, taken_back_at, community_id, null, null, null, id, source, null
  from customer_batch where taken_back_xid is not null;

-- A message is a fact when nothing more will happen to it.
alter table delivery_outbox add column settled_xid xid8;
update delivery_outbox set settled_xid = pg_current_xact_id() where settled_at is not null and state <> 'unknown';
create index delivery_outbox_follow on delivery_outbox (settled_xid) where settled_xid is not null;

create view delivery_fact as
select settled_xid as xid, 'sent' as source, id as seq, settled_at as at, community_id, group_id, member_id,
       null::bigint as outsider, null::bigint as subject, lower(purpose) || '/' || state as code, null::bigint as amount
  from delivery_outbox where settled_xid is not null;

alter table ledger_transaction add column xid xid8 not null default pg_current_xact_id();
create index ledger_transaction_follow on ledger_transaction (xid);

create view ledger_fact as
select t.xid, 'posting' as source, t.id as seq, t.at, t.community_id, null::bigint as group_id, null::bigint as member_id,
       null::bigint as outsider, p.account_id as subject, t.unit || '/' || t.kind as code, p.amount
  from ledger_transaction t join ledger_posting p on p.transaction_id = t.id;

alter table experiment_exposure add column id bigint generated always as identity;
alter table experiment_exposure add column xid xid8 not null default pg_current_xact_id();
create index experiment_exposure_follow on experiment_exposure (xid);

create view experiment_fact as
select x.xid, 'exposure' as source, x.id as seq, x.at, e.community_id, x.group_id, x.member_id,
       null::bigint as outsider, x.experiment_id as subject, x.arm as code, null::bigint as amount
  from experiment_exposure x join experiment_experiment e on e.id = x.experiment_id;

-- Who was erased is taken out of the facts and stays out, also when they are filled again.
create table insight_erased (
  member_id bigint primary key,
  xid       xid8 not null default pg_current_xact_id()
);
create index insight_erased_follow on insight_erased (xid);
insert into insight_erased (member_id) select distinct member_id from member_erased;

-- Rows loaded from somebody's own dump carry transaction ids of the database they came from, which may lie in this one's future.
create function insight_renumber_restored() returns void language plpgsql as $$
declare
  col record;
  found boolean;
begin
  for col in
    select c.oid::regclass as tab, a.attname as name
      from pg_attribute a join pg_class c on c.oid = a.attrelid
     where a.atttypid = 'xid8'::regtype and not a.attisdropped and c.relkind in ('r', 'p') and not c.relispartition
       and c.relnamespace = current_schema()::regnamespace
  loop
    execute format('select exists (select from %s where %I >= pg_snapshot_xmax(pg_current_snapshot()))', col.tab, col.name) into found;
    if found then
      execute format('alter table %s disable trigger user', col.tab); -- what is written once stays as it was written
      execute format('update %s set %I = pg_current_xact_id() where %2$I >= pg_snapshot_xmax(pg_current_snapshot())', col.tab, col.name);
      execute format('alter table %s enable trigger user', col.tab);
    end if;
  end loop;
end $$;
