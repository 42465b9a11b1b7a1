-- The corporation's tags as WeCom showed them last; a customer's own are in channel_wecom_customer.tags.
create table channel_wecom_tag_group (
  corp     text not null,
  id       text not null,
  name     text not null,
  position int  not null, -- in WeCom's order
  primary key (corp, id)
);
create table channel_wecom_tag (
  corp     text not null,
  id       text not null,
  group_id text not null,
  name     text not null,
  position int  not null,
  primary key (corp, id),
  foreign key (corp, group_id) references channel_wecom_tag_group on delete cascade
);
