-- By which arms of experiments the page is what it is for this visitor: what they answer was asked there.
alter table gate_visit add column arms text[] not null default '{}';
