-- What staff asks for of a discount waits for somebody else, beside what residents ask for; of one that premises have, a later end may be asked for.
alter table billing.discount_application add column by_staff boolean not null default false, add column grant_id uuid;
