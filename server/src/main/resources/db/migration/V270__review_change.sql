-- What of the way the community works a decision means to change; null for a task alone.
alter table review_decision
  add column changes text check (changes in ('rules', 'first_week', 'gate_page', 'code_plan', 'community'));
