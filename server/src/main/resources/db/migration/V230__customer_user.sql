-- A batch brings orders, or people who use the product and are not members: to compare members with.
alter table customer_batch add about text not null default 'orders' check (about in ('orders','users'));

-- What a batch told of somebody. The earliest that is not taken back counts, so a taken-back one leaves what others told.
create table customer_user (
  batch_id   bigint  not null references customer_batch,
  person_id  bigint  not null references customer_person on delete cascade,
  first_seen date    not null,
  invited    boolean not null,
  traits     jsonb   not null, -- the other columns of the table, as they were written
  primary key (batch_id, person_id)
);
create index customer_user_person on customer_user (person_id, batch_id);
