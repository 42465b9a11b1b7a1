-- A study stopped before its delay was over.
alter table customer_holdout
  add column stopped_on  date, -- a day of the community; on it the delayed may be invited
  add column stopped_why text,
  add check ((stopped_on is null) = (stopped_why is null)),
  add check (stopped_on is null or started_on is not null);
