-- A study of membership by lot: some product users are invited now, the others after a delay.
create table customer_holdout (
  id            bigint generated always as identity primary key,
  community_id  bigint      not null,
  name          text        not null,
  share         int         not null check (share between 1 and 99), -- percent invited now
  delay_days    int         not null check (delay_days between 1 and 366),
  days          int         not null check (days between 1 and delay_days), -- of the outcome: before the delayed are invited
  currency      text        not null,
  made_at       timestamptz not null,
  started_on    date,                -- a day of the community; null for a plan
  started_now   int         not null default 0, -- how many were dealt; those of the erased are gone from the rows
  started_later int         not null default 0
);
create index customer_holdout_community on customer_holdout (community_id, id);

-- What the lot gave, fixed at the start.
create table customer_holdout_user (
  holdout_id bigint  not null references customer_holdout on delete cascade,
  person_id  bigint  not null references customer_person on delete cascade,
  invited    boolean not null, -- now
  primary key (holdout_id, person_id)
);
create index customer_holdout_user_person on customer_holdout_user (person_id);
