-- What reports read of charges: the item and the due day of each line, since when it is owed, whose it is, and what settled it.
create or replace view billing.public_bill_line with (security_invoker = true) as
  select l.tenant_id, l.id, l.bill_id, l.community_id, l.premises_id, l.segment_start, l.segment_end, l.amount_fen, l.settled_fen, b.state,
    b.item_id, b.due_on, (b.issued_at at time zone 'Asia/Shanghai')::date as issued_on, b.serial, b.payer_person_id, b.payer_name,
    -- what it would have been at the full standard, for the saturation rate (domain.md §1.3)
    case when l.explanation ->> 'percent' <> '100' then
      (sign(l.amount_fen + 0.5) * round((l.explanation ->> 'monthFullExact')::numeric * (l.explanation ->> 'shareNumerator')::numeric
        / (l.explanation ->> 'shareDenominator')::numeric * coalesce((l.explanation #>> '{payerPart,percent}')::numeric, 100)))::bigint
      else l.amount_fen end as full_fen
  from billing.bill_line l join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id;

-- `source_kind`: by what a line was settled; so far there is nothing but payments.
create view billing.public_settlement with (security_invoker = true) as
  select s.tenant_id, s.id, s.community_id, s.premises_id, s.bill_id, s.bill_line_id, s.amount_fen, s.settled_on,
    'payment'::text as source_kind, s.payment_id as source_id
  from billing.settlement s;

create view billing.public_charge_item with (security_invoker = true) as
  select i.tenant_id, i.id, i.name, i.category from billing.charge_item i;
grant select on billing.public_settlement, billing.public_charge_item to anju_app;

-- Lines are written month after month: which pages hold a month is a few bytes to know.
create index bill_line_months on billing.bill_line using brin (segment_start) with (pages_per_range = 32);
