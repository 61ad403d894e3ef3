-- The day on which a bill became a receivable: the one of its entry in the ledger. Bills of next month are issued early and posted on
-- their billing date; reports that went by the moment of issuing said other sums than the ledger until then.
alter table billing.bill add column posted_on date;
update billing.bill b set posted_on = e.posted_on from ledger.entry e
where e.tenant_id = b.tenant_id and e.source_kind = 'billing.bill-issued' and e.source_id = b.id;
create or replace view billing.public_bill_line with (security_invoker = true) as
  select l.tenant_id, l.id, l.bill_id, l.community_id, l.premises_id, l.segment_start, l.segment_end, l.amount_fen, l.settled_fen, b.state,
    b.item_id, b.due_on, coalesce(b.posted_on, (b.issued_at at time zone 'Asia/Shanghai')::date) as issued_on, b.serial, b.payer_person_id, b.payer_name,
    -- what it would have been at the full standard, for the saturation rate (domain.md §1.3)
    case when l.explanation ->> 'percent' <> '100' then
      (sign(l.amount_fen + 0.5) * round((l.explanation ->> 'monthFullExact')::numeric * (l.explanation ->> 'shareNumerator')::numeric
        / (l.explanation ->> 'shareDenominator')::numeric * coalesce((l.explanation #>> '{payerPart,percent}')::numeric, 100)))::bigint
      else l.amount_fen end as full_fen,
    b.kind, b.payer_key, b.billing_on, l.revision, l.reverses_line_id, l.tax_rate_percent, l.tax_fen
  from billing.bill_line l join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id;
