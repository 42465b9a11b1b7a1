-- Who works on a lane is kept apart from how far the lane is: a batch locks its cursor for as long as it takes, and renewing a lease
-- must neither wait for that nor mistake a lane at work for one that is lost.
create table channel_lease (
  lane        smallint    primary key,
  owner       text,
  lease_until timestamptz
);
insert into channel_lease (lane, owner, lease_until) select lane, owner, lease_until from channel_lane;
alter table channel_lane drop column owner, drop column lease_until;
