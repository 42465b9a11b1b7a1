-- Codes that carry a scene (带参数二维码). WeChat lists them nowhere: what is lost here cannot be found again.
create table channel_officialaccount_scene (
  id         bigint generated always as identity primary key,
  account    text        not null,
  scene      text        not null, -- who comes by this code carries it
  name       text        not null,
  ticket     text        not null,
  url        text        not null, -- what the code says
  expires_at timestamptz,          -- null: permanent, one of 100,000
  created_at timestamptz not null,
  unique (account, scene)
);
