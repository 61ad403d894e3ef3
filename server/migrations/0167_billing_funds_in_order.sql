-- Parts of a line that bears tax stay as they were told: they follow each other as they were written, not by their days, so that money of an
-- earlier day which comes later moves no fen of what was published.
create or replace view billing.public_fund_receipt with (security_invoker = true) as
  select tenant_id, community_id, kind, item_id, id, premises_id, bill_id, bill_line_id, charged_on, moved_on, source_kind, source_id, payment_id,
    reversal_id, gross_fen,
    case when tax_fen = 0 then gross_fen
      else round(until_fen * (line_fen - tax_fen)::numeric / line_fen) - round((until_fen - gross_fen) * (line_fen - tax_fen)::numeric / line_fen)
      end::bigint as amount_fen
  from (
    select s.tenant_id, s.community_id, i.treatment as kind, b.item_id, s.id, s.premises_id, s.bill_id, s.bill_line_id,
      l.segment_start as charged_on, s.settled_on as moved_on, s.source_kind, s.source_id, s.payment_id, s.reversal_id,
      s.amount_fen as gross_fen, l.amount_fen as line_fen, coalesce(l.tax_fen, 0) as tax_fen,
      sum(s.amount_fen) over (partition by s.tenant_id, s.community_id, i.treatment, b.item_id, s.bill_line_id order by s.id) as until_fen
    from billing.settlement s
    join billing.bill_line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id
    join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
    where i.treatment in ('agency', 'public', 'fund') and b.kind not in ('opening', 'penalty')
      and s.source_kind in ('payment', 'purse', 'correction')) r;

-- The balance needs no part by itself: what came of a line is its whole, less the tax inside the whole. One sum, without an order.
create or replace function billing.fund_balance(tenant uuid, community uuid, of_kind text, item uuid, advancing boolean) returns bigint
language sql stable set search_path = pg_catalog as $$
  select coalesce((select sum(m.amount_fen) from billing.public_fund_movement m
      where m.tenant_id = tenant and m.community_id = community and m.kind = of_kind and m.item_id is not distinct from item), 0)::bigint
    + case when advancing then coalesce((select sum(d.amount_fen) from billing.public_fund_due d
        where d.tenant_id = tenant and d.community_id = community and d.kind = of_kind and (item is null or d.item_id = item)), 0)
      else coalesce((select sum(case when w.tax_fen = 0 then w.fen else round(w.fen * (w.line_fen - w.tax_fen)::numeric / w.line_fen) end) from (
        select l.amount_fen as line_fen, coalesce(l.tax_fen, 0) as tax_fen, sum(s.amount_fen) as fen
        from billing.charge_item i
        join billing.bill b on b.tenant_id = i.tenant_id and b.item_id = i.id and b.community_id = community and b.kind not in ('opening', 'penalty')
        join billing.bill_line l on l.tenant_id = b.tenant_id and l.bill_id = b.id
        join billing.settlement s on s.tenant_id = l.tenant_id and s.bill_line_id = l.id and s.source_kind in ('payment', 'purse', 'correction')
        where i.tenant_id = tenant and i.treatment = of_kind and (item is null or i.id = item)
        group by l.tenant_id, l.id) w), 0) end::bigint
$$;

-- Only what is spent or kept is of a resolution, and what takes that back: income by one would use up its limit.
alter table billing.fund_request add constraint fund_request_of_resolution
  check (resolution_id is null or deed in ('spend', 'manage', 'reversal')) not valid;
