-- Which customers liked a moment or wrote under it, as far as WeCom tells and we know them as customers.
create table channel_wecom_moment_heard (
  moment_id bigint not null references channel_wecom_moment on delete cascade,
  staff     text   not null,
  kind      text   not null check (kind in ('like', 'comment')),
  person    text   not null,
  primary key (moment_id, staff, kind, person)
);
create index channel_wecom_moment_heard_person on channel_wecom_moment_heard (person);
