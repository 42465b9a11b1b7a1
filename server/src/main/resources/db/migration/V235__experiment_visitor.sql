-- Visitors, whom nobody knows yet: the number in the cookie of their browser.
alter table experiment_experiment drop constraint experiment_experiment_unit_check;
alter table experiment_experiment add constraint experiment_experiment_unit_check check (unit in ('visitor','member','group'));

-- What everybody gets once it is stopped; null: none of the arms.
alter table experiment_experiment add column settled_arm text;

-- Which browser met it, and when first. Gone with the person it is known to belong to.
create table experiment_visitor (
  experiment_id bigint      not null references experiment_experiment,
  visitor       bigint      not null,
  arm           text        not null,
  at            timestamptz not null,
  primary key (experiment_id, visitor)
);
create index experiment_visitor_visitor on experiment_visitor (visitor);

-- Where its arms are named: what keeps two experiments from one place.
create table experiment_place (
  experiment_id bigint not null references experiment_experiment on delete cascade,
  community_id  bigint not null,
  kind          text   not null check (kind in ('plan','page','first_week','rule')),
  place         bigint not null, -- the plan, the page; the community of a first week and of rules
  part          text   not null, -- the key of the rule; otherwise empty
  name          text   not null,
  primary key (experiment_id, kind, place, part)
);
create index experiment_place_place on experiment_place (kind, place);

create index gate_visit_visitor on gate_visit (visitor);
