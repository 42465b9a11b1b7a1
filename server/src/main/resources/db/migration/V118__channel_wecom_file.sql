-- Files that go out with messages, by their content. In the database: every node has them, a backup holds them, no web server finds them.
create table channel_wecom_file (
  corp       text        not null,
  hash       text        not null, -- SHA-256
  name       text        not null,
  kind       text        not null check (kind in ('image','video','file')),
  type       text        not null, -- what the bytes are, whatever the name says
  size       bigint      not null,
  created_at timestamptz not null,
  bytes      bytea       not null,
  primary key (corp, hash)
);
alter table channel_wecom_file alter column bytes set storage external; -- pictures and videos are compressed already

-- What WeCom calls a file we uploaded: for three days, then it is uploaded again.
create table channel_wecom_media (
  corp        text        not null,
  hash        text        not null,
  place       text        not null, -- which upload it was: media ids of one are unknown to the other
  media_id    text        not null,
  uploaded_at timestamptz not null,
  primary key (corp, hash, place),
  foreign key (corp, hash) references channel_wecom_file
);

alter table channel_wecom_mass add column attachments jsonb not null default '[]';
update channel_wecom_mass
   set attachments = (select coalesce(jsonb_agg(jsonb_build_object('type', 'link') || l), '[]') from jsonb_array_elements(links) as l);
alter table channel_wecom_mass drop column links;

alter table channel_wecom_group_welcome add column attachment jsonb;
update channel_wecom_group_welcome
   set attachment = jsonb_build_object('type', 'link', 'description', link -> 'about') || (link - 'about') where link is not null;
alter table channel_wecom_group_welcome drop column link;

-- What goes with the words a new customer is greeted with.
create table channel_wecom_greeting (
  corp        text  primary key,
  attachments jsonb not null,
  evidence    text, -- why the last greeting went without them
  failed_at   timestamptz
);
