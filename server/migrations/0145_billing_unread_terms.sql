-- Terms that a kind of rule never read are taken out, now that they are refused (rules/check.ts): nothing that was billed changes.
update billing.rule set terms = terms - array['freeSpans', 'freeMonths', 'zeroIsFree']
where kind in ('metered', 'pool', 'deposit') and terms ?| array['freeSpans', 'freeMonths', 'zeroIsFree'];

update billing.rule set terms = terms - array['minimum', 'rounding']
where kind = 'pool' and terms ?| array['minimum', 'rounding'];
