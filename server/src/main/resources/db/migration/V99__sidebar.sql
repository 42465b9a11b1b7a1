-- Who of a corporation's staff is which operator: an administrator says so, and only then the sidebar lets them in.
create table sidebar_link (
  corp        text   not null,
  staff       text   not null,
  operator_id bigint not null,
  primary key (corp, staff)
);
-- What staff say again and again, to be put into the open chat.
create table sidebar_reply (
  corp     text not null,
  position int  not null,
  title    text not null,
  text     text not null,
  primary key (corp, position)
);
