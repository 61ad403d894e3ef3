-- Charge rules of every kind: what a kind needs beside two prices, penalties, optimistic concurrency.
alter table billing.rule drop constraint rule_kind_check;
alter table billing.rule
  add constraint rule_kind_check check (kind in
    ('area-price', 'fixed', 'count-price', 'rent', 'formula', 'one-off', 'deposit', 'metered', 'pool')),
  add column version int not null default 1,
  -- what is counted: households, persons, spaces, a custom field
  add column measure text,
  -- rent, tierTerms, minimum, rounding, freeSpans, freeMonths, zeroIsFree, penalty; each absent when it has its usual value
  add column terms jsonb not null default '{}';
-- formula, tiers, bands, turnoverPercent; each absent when there is none
alter table billing.rule_version add column terms jsonb not null default '{}';
