-- Rates of households read every line of a year. Joined to their bills, to learn that hardly any is not owed, and with the full price dug out of
-- the explanation each time, that took a quarter of a minute at 100,000 premises: now a line says its full price itself, where it is not its
-- amount, and the bills that owe nothing are told apart by their runs.
alter table billing.bill_line add column full_fen bigint generated always as (
  case when explanation ->> 'percent' <> '100' then
    (sign(amount_fen + 0.5) * round((explanation ->> 'monthFullExact')::numeric * (explanation ->> 'shareNumerator')::numeric
      / (explanation ->> 'shareDenominator')::numeric * coalesce((explanation #>> '{payerPart,percent}')::numeric, 100)))::bigint end) stored;
-- Room in each page for lines that are settled: what changes is written beside what it was, and no index with it.
alter table billing.bill_line set (fillfactor = 90);

create or replace view billing.public_bill_line with (security_invoker = true) as
  select l.tenant_id, l.id, l.bill_id, l.community_id, l.premises_id, l.segment_start, l.segment_end, l.amount_fen, l.settled_fen, b.state,
    b.item_id, b.due_on, coalesce(b.posted_on, (b.issued_at at time zone 'Asia/Shanghai')::date) as issued_on, b.serial, b.payer_person_id, b.payer_name,
    -- what it would have been at the full standard, for the saturation rate (domain.md §1.3)
    coalesce(l.full_fen, l.amount_fen) as full_fen,
    b.kind, b.payer_key, b.billing_on, l.revision, l.reverses_line_id, l.tax_rate_percent, l.tax_fen, l.assignment_id, l.tax_basis
  from billing.bill_line l join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id;

-- Lines whatever their bill is, and the bills that are not issued: drafts of runs, and arrears taken over and taken back.
create view billing.public_line with (security_invoker = true) as
  select l.tenant_id, l.id, l.bill_id, l.community_id, l.premises_id, l.assignment_id, l.segment_start, l.amount_fen, l.settled_fen,
    coalesce(l.full_fen, l.amount_fen) as full_fen
  from billing.bill_line l;
create index bill_openings on billing.bill (tenant_id, community_id) where kind = 'opening';
create view billing.public_unissued_bill with (security_invoker = true) as
  select b.tenant_id, b.id from billing.bill_run r join billing.bill b on b.tenant_id = r.tenant_id and b.bill_run_id = r.id
  where r.state <> 'issued' and b.state <> 'issued'
  union all
  select b.tenant_id, b.id from billing.bill b where b.kind = 'opening' and b.state <> 'issued';
grant select on billing.public_line, billing.public_unissued_bill to anju_app;
