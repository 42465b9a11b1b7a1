-- 客户朋友圈: what customers see in their moments once a member of staff has tapped. The row is there before WeCom is asked.
create table channel_wecom_moment (
  id          bigint generated always as identity primary key,
  corp        text        not null,
  key         text        not null, -- the same wish twice is one
  text        text        not null,
  attachments jsonb       not null,
  staff       text[]      not null, -- who has to tap; empty: everybody
  tags        text[]      not null, -- of the customers who may see it; empty: all
  state       text        not null default 'due' check (state in ('due','asked','doubt','absent','job','waiting','refused','stopped','over')),
  job         text,
  moment      text,
  asked_at    timestamptz,
  read_at     timestamptz,
  evidence    text,
  created_by  text        not null,
  created_at  timestamptz not null,
  unique (corp, key)
);
create table channel_wecom_moment_staff (
  moment_id bigint  not null references channel_wecom_moment on delete cascade,
  staff     text    not null,
  published boolean not null,
  reached   int     not null default 0, -- customers in whose moments it stands
  likes     int     not null default 0,
  comments  int     not null default 0,
  primary key (moment_id, staff)
);
