-- Somebody who was erased is a pseudonym for what stays: no new lease, stay or vehicle is written for them, and nobody finds them to pick.
alter table registry.person add column erased_on date;
