-- What a unit is charged month after month, and at which full amount, as its last line says: so that reports can say what all units would owe
-- at the full standard (饱和应收), those included that nobody has billed yet. Null while no line has been issued.
create view billing.public_standing_charge with (security_invoker = true) as
  select a.tenant_id, a.id as assignment_id, a.community_id, a.premises_id, r.item_id, a.starts_on,
    least(a.ends_on, r.effective_to) as ends_on,
    (select round((l.explanation ->> 'monthFullExact')::numeric * 100)::bigint
      from billing.bill_line l join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id
      where l.tenant_id = a.tenant_id and l.assignment_id = a.id and b.state = 'issued' and l.explanation ? 'monthFullExact'
      order by l.segment_start desc limit 1) as month_full_fen
  from billing.assignment a
  join billing.rule r on r.tenant_id = a.tenant_id and r.id = a.rule_id
  where r.kind in ('area-price', 'fixed', 'count-price', 'rent', 'formula');
grant select on billing.public_standing_charge to anju_app;

create or replace view billing.public_bill_line with (security_invoker = true) as
  select l.tenant_id, l.id, l.bill_id, l.community_id, l.premises_id, l.segment_start, l.segment_end, l.amount_fen, l.settled_fen, b.state,
    b.item_id, b.due_on, coalesce(b.posted_on, (b.issued_at at time zone 'Asia/Shanghai')::date) as issued_on, b.serial, b.payer_person_id, b.payer_name,
    -- what it would have been at the full standard, for the saturation rate (domain.md §1.3)
    case when l.explanation ->> 'percent' <> '100' then
      (sign(l.amount_fen + 0.5) * round((l.explanation ->> 'monthFullExact')::numeric * (l.explanation ->> 'shareNumerator')::numeric
        / (l.explanation ->> 'shareDenominator')::numeric * coalesce((l.explanation #>> '{payerPart,percent}')::numeric, 100)))::bigint
      else l.amount_fen end as full_fen,
    b.kind, b.payer_key, b.billing_on, l.revision, l.reverses_line_id, l.tax_rate_percent, l.tax_fen, l.assignment_id
  from billing.bill_line l join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id;
