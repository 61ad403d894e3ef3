-- The tax that was given away with a part of a line, frozen with it: whoever reads it no longer works it out again, and a line that is waived
-- wholly, in whatever steps, takes back the tax it bore and not that of its amount alone (E74: twelve lines of a bill bear 173.00, not 173.04).
alter table billing.settlement
  add column tax_fen bigint,
  add constraint settlement_tax_given_away check (tax_fen is null or source_kind in ('waiver', 'rounding', 'discount'));

-- What was given away before was posted with the tax inside its amount.
alter table billing.settlement disable trigger append_only;
update billing.settlement s set tax_fen = s.amount_fen - round(s.amount_fen * 100 / (100 + l.tax_rate_percent))
  from billing.bill_line l
  where l.tenant_id = s.tenant_id and l.id = s.bill_line_id and l.tax_rate_percent is not null
    and s.source_kind in ('waiver', 'rounding', 'discount');
alter table billing.settlement enable trigger append_only;

create or replace view billing.public_settlement with (security_invoker = true) as
  select s.tenant_id, s.id, s.community_id, s.premises_id, s.bill_id, s.bill_line_id, s.amount_fen, s.settled_on,
    s.source_kind, s.source_id, s.payment_id, s.reverses_id, s.reversal_id, s.tax_fen
  from billing.settlement s;
