-- What visitors met is a fact like what members met. A browser that was erased is told, so that its rows leave the facts.
alter table experiment_visitor add column id bigint generated always as identity;
alter table experiment_visitor add column xid xid8 not null default pg_current_xact_id();
create index experiment_visitor_follow on experiment_visitor (xid);

create table experiment_forgotten (
  experiment_id bigint      not null,
  visitor       bigint      not null,
  at            timestamptz not null, -- what was met later stays
  xid           xid8        not null default pg_current_xact_id(),
  primary key (experiment_id, visitor)
);
create index experiment_forgotten_follow on experiment_forgotten (xid);

create or replace view experiment_fact as
select x.xid, 'exposure' as source, x.id as seq, x.at, e.community_id, x.group_id, x.member_id,
       null::bigint as outsider, x.experiment_id as subject, x.arm as code, null::bigint as amount
  from experiment_exposure x join experiment_experiment e on e.id = x.experiment_id
 union all
select v.xid, 'exposure', v.id, v.at, e.community_id, null, null, v.visitor, v.experiment_id, v.arm, null
  from experiment_visitor v join experiment_experiment e on e.id = v.experiment_id
 union all
select f.xid, 'forgotten', 0, f.at, e.community_id, null, null, f.visitor, f.experiment_id, null, null
  from experiment_forgotten f join experiment_experiment e on e.id = f.experiment_id;
