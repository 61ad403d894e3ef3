-- Ageing over years of bills reads the open ones by index: with `bill_open` the corrections that give back and are not used up yet; and
-- a bill says from which day it is owed.
create index bill_open_back on billing.bill (tenant_id, community_id) where state = 'issued' and amount_fen < 0 and settled_fen > amount_fen;
create or replace view billing.public_bill with (security_invoker = true) as
  select b.tenant_id, b.id, b.community_id, b.premises_id, b.cycle_start, b.cycle_end, b.due_on, b.amount_fen, b.settled_fen, b.state,
    i.name as item_name, b.kind, b.item_id, b.payer_person_id, b.payer_name, b.payer_key, b.billing_on, b.held_at, b.corrects_bill_id,
    b.of_bill_id, b.legal_entity_id, i.category as item_category, i.treatment,
    coalesce(b.posted_on, (b.issued_at at time zone 'Asia/Shanghai')::date) as issued_on
  from billing.bill b join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id;
