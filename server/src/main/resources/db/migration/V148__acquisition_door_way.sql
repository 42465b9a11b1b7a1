-- Doors whose address the platform makes, and doors whose address expires.
alter table acquisition_door add column corp       text; -- of WeCom, which makes the code; null: the address stands in the plan
alter table acquisition_door add column title      text not null default '';
alter table acquisition_door add column picture    text; -- of the code; null until WeCom told
alter table acquisition_door add column wished_at  timestamptz;
alter table acquisition_door add column expires_at timestamptz; -- of the address in the plan
alter table acquisition_door add column asks       text check (asks in ('way_not_replaced', 'door_expires')); -- the task on the desk, while there is one
create index acquisition_door_corp on acquisition_door (id) where corp is not null;
create index acquisition_door_expires on acquisition_door (expires_at) where expires_at is not null and corp is null;
