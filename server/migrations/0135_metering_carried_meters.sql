-- Meters go along when premises are merged or split, and back again: the last step of `carried` says by which succession a meter came and where from.
alter table metering.meter add column carried jsonb not null default '[]';
