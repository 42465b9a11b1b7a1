-- Pages members open, and how far each visitor came on them.
create table gate_page (
  id           bigint generated always as identity primary key,
  community_id bigint      not null,
  name         text        not null,
  version      int         not null, -- the one visitors see
  closed       boolean     not null default false,
  created_at   timestamptz not null,
  unique (community_id, name)
);

-- Never changed: an answer names the version it answered. The document is a gate.PageDocument.
create table gate_version (
  page_id    bigint      not null references gate_page on delete cascade,
  number     int         not null,
  document   jsonb       not null,
  created_by text        not null,
  created_at timestamptz not null,
  primary key (page_id, number)
);

create table gate_picture (
  hash         text        not null, -- SHA-256
  community_id bigint      not null,
  type         text        not null,
  bytes        bytea       not null,
  created_at   timestamptz not null,
  primary key (community_id, hash)
);
alter table gate_picture alter column bytes set storage external; -- compressed already
create index gate_picture_hash on gate_picture (hash);

create table gate_visit (
  id          bigint generated always as identity primary key,
  page_id     bigint      not null references gate_page on delete cascade,
  visitor     bigint      not null, -- the number in the cookie
  code        text        not null, -- the live code they came by
  member_id   bigint, -- once it is known whose browser it is
  unionid     bytea, -- keyed hash of WeChat's unionid, to tell one person with two devices
  device      bytea, -- keyed hash of address, browser and day: tells two visitors with one device, within that day
  returning_visitor boolean not null,
  seen_at     timestamptz not null,
  passed_at   timestamptz,
  unique (page_id, visitor)
);
create index gate_visit_member on gate_visit (member_id) where member_id is not null;
create index gate_visit_device on gate_visit (page_id, device) where device is not null;
create index gate_visit_unionid on gate_visit (page_id, unionid) where unionid is not null;

create table gate_progress (
  visit_id   bigint      not null references gate_visit on delete cascade,
  gate       text        not null,
  version    int         not null,
  state      text        not null check (state in ('seen','started','waiting','passed','refused')),
  tries      int         not null default 0,
  seen_at    timestamptz not null,
  started_at timestamptz,
  settled_at timestamptz, -- passed or refused
  primary key (visit_id, gate)
);

create table gate_answer (
  id           bigint generated always as identity primary key,
  visit_id     bigint      not null references gate_visit on delete cascade,
  page_id      bigint      not null references gate_page on delete cascade,
  gate         text        not null,
  version      int         not null,
  answers      jsonb       not null, -- key of the question → what was answered, a list
  phone        bytea, -- keyed hash
  double_of    bigint, -- an earlier answer that looks like the same person's
  double_by    text        check (double_by in ('phone','unionid','device')),
  payment_id   bigint, -- of a fee
  state        text        not null check (state in ('kept','waiting','approved','refused')),
  submitted_at timestamptz not null,
  decided_at   timestamptz,
  decided_by   text,
  words        text, -- told to who asked
  unique (visit_id, gate)
);
create index gate_answer_page on gate_answer (page_id, id);
create index gate_answer_phone on gate_answer (page_id, phone) where phone is not null;

-- What visitors sent along; given out to operators only, to be saved.
create table gate_upload (
  id         bigint generated always as identity primary key,
  answer_id  bigint      not null references gate_answer on delete cascade,
  question   text        not null,
  name       text        not null,
  type       text        not null, -- what the bytes are, whatever the name says
  size       int         not null,
  bytes      bytea       not null
);
alter table gate_upload alter column bytes set storage external;
create index gate_upload_answer on gate_upload (answer_id);

create table gate_membership (
  id         bigint generated always as identity primary key,
  page_id    bigint      not null references gate_page on delete cascade,
  gate       text        not null,
  hash       bytea       not null, -- keyed: who has the table has no codes
  label      text        not null,
  most       int         not null check (most > 0),
  used       int         not null default 0 check (used <= most),
  created_at timestamptz not null,
  unique (page_id, gate, hash)
);

create table gate_invitation (
  page_id     bigint      not null references gate_page on delete cascade,
  guest       bigint      not null, -- a visitor; counts once, for whose link they accepted first
  host        bigint      not null references gate_visit on delete cascade,
  accepted_at timestamptz not null,
  primary key (page_id, guest)
);
create index gate_invitation_host on gate_invitation (host);

-- Solutions that were used; a solution opens once.
create table gate_captcha (
  challenge  text        primary key,
  expires_at timestamptz not null
);
create index gate_captcha_expires on gate_captcha (expires_at);
