-- Changes of orders and cells are seen a little later than what is followed: they have a mark of their own.
alter table segment_followed add column shifted bigint not null default 0; -- shifts up to it were looked at
