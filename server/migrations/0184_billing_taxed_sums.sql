-- Drafts hold the tax of their day; a rate entered until they are issued is written after they count as owed, so what is due for owners without
-- tax moves with it. Only statements that write the tax ask: a payment does not.
create function billing.sum_taxed_line() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
    billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count, fund_due_fen)
  select new.tenant_id, new.community_id, p.building_id, b.item_id, date_trunc('month', new.segment_start::timestamp), date_trunc('month', b.owed_from::timestamp),
    date_trunc('month', b.owed_from::timestamp), b.owed_from, b.owed_from, 0, 0, 0, 0, 0, 0, 0, coalesce(old.tax_fen, 0) - coalesce(new.tax_fen, 0)
  from (
    select x.item_id, billing.owed_from(x.state, x.posted_on, x.issued_at) as owed_from from billing.bill x
    join billing.charge_item i on i.tenant_id = x.tenant_id and i.id = x.item_id
    where x.tenant_id = new.tenant_id and x.id = new.bill_id and x.kind not in ('opening', 'penalty') and i.treatment = 'public') b
  join registry.premises p on p.tenant_id = new.tenant_id and p.id = new.premises_id
  where b.owed_from is not null;
  return null;
end $$;
revoke all on function billing.sum_taxed_line() from public;
create trigger taxed after update of tax_fen on billing.bill_line for each row
  when (new.tax_fen is distinct from old.tax_fen) execute function billing.sum_taxed_line();
