-- Whether the browser is certainly the member's: the only one that was waited for, or known before.
alter table acquisition_arrival add column sure boolean not null default false;
