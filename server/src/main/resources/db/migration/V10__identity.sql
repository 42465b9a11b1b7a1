create table identity_operator (
  id            bigint generated always as identity primary key,
  login         text        not null unique check (login = lower(login)),
  name          text        not null,
  role          text        not null check (role in ('owner','operator','analyst','group_admin')),
  language      text        not null default 'zh-CN' check (language in ('zh-CN','en')),
  password_hash text        not null, -- Argon2id in its own textual form, parameters included
  communities   bigint[],             -- the communities this operator sees; null: all of them
  created_at    timestamptz not null,
  disabled_at   timestamptz
);

create table identity_session (
  secret_hash  bytea       primary key, -- SHA-256 of the cookie: a stolen backup opens nothing
  operator_id  bigint      not null references identity_operator on delete cascade,
  created_at   timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at   timestamptz not null
);
create index identity_session_operator on identity_session (operator_id, last_seen_at desc);

create table identity_token (
  id           bigint generated always as identity primary key,
  secret_hash  bytea       not null unique,
  name         text        not null,
  scopes       text[]      not null check (cardinality(scopes) > 0),
  operator_id  bigint      references identity_operator on delete cascade, -- null: made at the command line
  created_at   timestamptz not null,
  expires_at   timestamptz,
  last_used_at timestamptz
);

-- One row: what is true for the whole server.
create table identity_settings (
  only_row         boolean primary key default true check (only_row),
  default_language text    not null default 'zh-CN' check (default_language in ('zh-CN','en')),
  default_zone     text    not null default 'Asia/Shanghai'
);
insert into identity_settings default values;
