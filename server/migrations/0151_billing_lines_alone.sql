-- Rates of households read every line of a year. Joined to their bills, to learn that hardly any is not owed, and with the full price dug out of
-- the explanation each time, that took a quarter of a minute at 100,000 premises: now a line says its full price itself, where it is not its
-- amount, and the few bills that are not owed yet are found along an index.
alter table billing.bill_line add column full_fen bigint generated always as (
  case when explanation ->> 'percent' <> '100' then
    (sign(amount_fen + 0.5) * round((explanation ->> 'monthFullExact')::numeric * (explanation ->> 'shareNumerator')::numeric
      / (explanation ->> 'shareDenominator')::numeric * coalesce((explanation #>> '{payerPart,percent}')::numeric, 100)))::bigint end) stored;

create or replace view billing.public_bill_line with (security_invoker = true) as
  select l.tenant_id, l.id, l.bill_id, l.community_id, l.premises_id, l.segment_start, l.segment_end, l.amount_fen, l.settled_fen, b.state,
    b.item_id, b.due_on, coalesce(b.posted_on, (b.issued_at at time zone 'Asia/Shanghai')::date) as issued_on, b.serial, b.payer_person_id, b.payer_name,
    -- what it would have been at the full standard, for the saturation rate (domain.md §1.3)
    coalesce(l.full_fen, l.amount_fen) as full_fen,
    b.kind, b.payer_key, b.billing_on, l.revision, l.reverses_line_id, l.tax_rate_percent, l.tax_fen, l.assignment_id, l.tax_basis
  from billing.bill_line l join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id;

-- Bills that owe nothing by a day, and lines whatever their bill is.
update billing.bill set posted_on = billing.owed_from(state, posted_on, issued_at) where state = 'issued' and posted_on is null;
create index bill_not_owed on billing.bill (tenant_id, community_id) where state <> 'issued';
create index bill_posted on billing.bill (tenant_id, community_id, posted_on);
create view billing.public_line with (security_invoker = true) as
  select l.tenant_id, l.id, l.bill_id, l.community_id, l.premises_id, l.assignment_id, l.segment_start, l.amount_fen, l.settled_fen,
    coalesce(l.full_fen, l.amount_fen) as full_fen
  from billing.bill_line l;
create or replace view billing.public_bill with (security_invoker = true) as
  select b.tenant_id, b.id, b.community_id, b.premises_id, b.cycle_start, b.cycle_end, b.due_on, b.amount_fen, b.settled_fen, b.state,
    i.name as item_name, b.kind, b.item_id, b.payer_person_id, b.payer_name, b.payer_key, b.billing_on, b.held_at, b.corrects_bill_id,
    b.of_bill_id, b.legal_entity_id, i.category as item_category, i.treatment,
    coalesce(b.posted_on, (b.issued_at at time zone 'Asia/Shanghai')::date) as issued_on, b.posted_on
  from billing.bill b join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id;
grant select on billing.public_line to anju_app;
