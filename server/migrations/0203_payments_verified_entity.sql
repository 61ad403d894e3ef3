-- A receipt that a legal entity gave says so on paper, and so does its verification; before, only the company was named.
create or replace function payments.find_receipt(wanted uuid)
  returns table (number text, company_name text, community_name text, payer_name text, amount_fen bigint, issued_at timestamptz,
    voided_at timestamptz, replaced_by text)
  language sql stable security definer set search_path = pg_catalog as $$
  select r.number, coalesce(r.content ->> 'entityName', r.content ->> 'companyName'), r.content ->> 'communityName',
    r.content ->> 'payerName', r.amount_fen, r.issued_at, v.voided_at, n.number
  from payments.receipt r
  left join payments.receipt_void v on v.tenant_id = r.tenant_id and v.receipt_id = r.id
  left join payments.receipt n on n.tenant_id = r.tenant_id and n.replaces_id = r.id
  where r.token = wanted
$$;
