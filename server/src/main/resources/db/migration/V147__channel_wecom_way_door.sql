-- A way may serve a door of a plan. One that serves none any more is kept for the next door: WeCom keeps 500,000 of them, for ever.
alter table channel_wecom_way add column door text; -- who uses it; null: an operator's own, or nobody
alter table channel_wecom_way add column free boolean not null default false; -- was a door's, and is nobody's now
alter table channel_wecom_way add column uses int not null default 1; -- a new use has a new code, so that nobody is counted for the door before
alter table channel_wecom_way add constraint channel_wecom_way_free_door check (not free or door is null);
create unique index channel_wecom_way_door on channel_wecom_way (corp, door) where door is not null;
create index channel_wecom_way_free on channel_wecom_way (corp, id) where free;
