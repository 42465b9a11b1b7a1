-- Mass sends a plan is about, by the number of the first of their contents; what they say stays where it is.
alter table review_review add column sends bigint[] not null default '{}';

-- Of a period, without what stands for a command of a rule.
create index channel_wecom_mass_made on channel_wecom_mass (created_at) where command is null;
