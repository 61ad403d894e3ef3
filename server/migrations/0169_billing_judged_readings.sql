-- Until which day readings were judged when staff gave a discount of a vacant home another end: only later ones end it again.
alter table billing.discount_grant add column judged_to date;
