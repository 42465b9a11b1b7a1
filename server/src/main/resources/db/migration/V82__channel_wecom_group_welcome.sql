-- 入群欢迎语: texts in WeCom's library, of which the owner of a group chooses one by hand. WeCom lists them nowhere:
-- the row is there before the call, and without an answer it stays in doubt.
create table channel_wecom_group_welcome (
  id          bigint generated always as identity primary key,
  corp        text        not null,
  key         text        not null, -- the same wish twice is one
  text        text        not null,
  link        jsonb, -- title, url, about, picture
  announces   boolean     not null, -- WeCom tells owners of groups that there is a new one
  state       text        not null default 'asked' check (state in ('asked','doubt','made','closed')),
  template_id text,
  evidence    text, -- what WeCom answered last, when it was no success
  created_at  timestamptz not null,
  unique (corp, key)
);
