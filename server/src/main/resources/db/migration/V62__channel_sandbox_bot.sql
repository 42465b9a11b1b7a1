-- Bots that join the sandbox over OneBot 11: an account and the token it shows.
create table channel_sandbox_bot (
  account_id bigint      primary key references channel_sandbox_account,
  token_hash bytea       not null unique, -- SHA-256; 256 random bits need no salt
  created_at timestamptz not null
);
