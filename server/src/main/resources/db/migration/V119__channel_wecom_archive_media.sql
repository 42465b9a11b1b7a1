-- What was sent with archived messages. It is read in slices of half a megabyte; each is here before the next is asked for, so a server that dies
-- goes on where it was. The same content of one corporation is kept once.
create table channel_wecom_archive_media (
  id         bigint generated always as identity primary key,
  corp       text        not null,
  message    text        not null,
  kind       text        not null check (kind in ('image','voice','video','emotion','file')),
  name       text        not null default '',
  file_id    text        not null, -- WeCom's name for it
  md5        text        not null default '',
  size       bigint      not null, -- as WeCom told, later as it is
  at         timestamptz not null, -- when it was sent: WeCom keeps it five days
  state      text        not null default 'waiting' check (state in ('waiting','kept','too_large','expired','missing','broken')),
  next_index text        not null default '', -- what WeCom wants to hear for the next slice
  pieces     int         not null default 0,
  received   bigint      not null default 0,
  hash       text, -- SHA-256, once it is complete
  type       text, -- what the bytes are
  content_id bigint references channel_wecom_archive_media, -- whose pieces are its content
  evidence   text,
  unique (corp, message)
);
create index channel_wecom_archive_media_hash on channel_wecom_archive_media (corp, hash) where content_id = id;
create index channel_wecom_archive_media_content on channel_wecom_archive_media (content_id);
create table channel_wecom_archive_piece (
  media_id bigint not null references channel_wecom_archive_media on delete cascade,
  n        int    not null,
  bytes    bytea  not null,
  primary key (media_id, n)
);
alter table channel_wecom_archive_piece alter column bytes set storage external;
