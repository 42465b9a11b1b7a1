-- A mass send that tries something is made once for each content.
alter table channel_wecom_mass
  add column trial bigint references channel_wecom_mass, -- the first made of its contents; null where nothing is tried
  add column arms  text[] not null default '{}'; -- whose content this is; none: everybody else's
create index channel_wecom_mass_trial on channel_wecom_mass (trial) where trial is not null;

alter table experiment_place drop constraint experiment_place_kind_check;
alter table experiment_place add constraint experiment_place_kind_check
  check (kind in ('plan','page','first_week','rule','broadcast')); -- the place of a broadcast is the mass send

-- The arm each customer had when a mass send was made: who is sent it has met the experiment.
create table broadcast_dealt (
  send      bigint not null, -- channel_wecom_mass.trial
  customer  text   not null, -- an external user id
  member_id bigint not null,
  group_id  bigint not null, -- where what they do is looked at
  arm       text   not null, -- as conditions name it
  staff     text[], -- of who gets nothing: whose customer they are; null where something is sent
  primary key (send, customer)
);
create index broadcast_dealt_member on broadcast_dealt (member_id);
