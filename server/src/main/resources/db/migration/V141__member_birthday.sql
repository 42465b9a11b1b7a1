-- Day and month only: whom to congratulate, not how old they are.
create table member_birthday (
  member_id bigint      not null primary key references member_member,
  month     smallint    not null check (month between 1 and 12),
  day       smallint    not null check (day between 1 and 31),
  set_at    timestamptz not null
);
create index member_birthday_day on member_birthday (month, day);
