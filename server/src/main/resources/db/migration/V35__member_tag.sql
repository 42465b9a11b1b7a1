create table member_tag (
  community_id bigint      not null,
  member_id    bigint      not null references member_member,
  tag          text        not null,
  tagged_at    timestamptz not null,
  primary key (community_id, member_id, tag)
);
create index member_tag_member on member_tag (member_id);
