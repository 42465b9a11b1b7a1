-- Playbooks a plan is about, and decisions that mean to change one.
alter table review_review add column playbooks bigint[] not null default '{}';
alter table review_decision drop constraint review_decision_changes_check;
alter table review_decision add constraint review_decision_changes_check
  check (changes in ('rules', 'first_week', 'playbook', 'gate_page', 'code_plan', 'community'));
