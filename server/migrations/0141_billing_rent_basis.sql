-- The terms of a rent as a closing knew them (straight.ts, RentBasis): earned rent is worked out from them again by `verify`. Null: closed before they were kept.
alter table billing.rent_straightening add column basis jsonb check (jsonb_typeof(basis) = 'object');
