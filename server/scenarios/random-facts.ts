/**
 * What R12 asks, of one company, in one statement that looks at sets: rows are what breaks it. `verify` asks the same and more of everything; this
 * is cheap enough to be asked after every few steps, so that what breaks is found where it broke.
 */
export const BROKEN = `
  with line as (
    select l.*, coalesce(s.fen, 0) as by_settlements from billing.bill_line l
    left join (select bill_line_id, sum(amount_fen) as fen from billing.settlement where tenant_id = $1 group by 1) s on s.bill_line_id = l.id
    where l.tenant_id = $1
  ), bill as (
    select b.*, coalesce(l.fen, 0) as by_lines, coalesce(l.settled, 0) as by_settled from billing.bill b
    left join (select bill_id, sum(amount_fen) as fen, sum(settled_fen) as settled from line group by 1) l on l.bill_id = b.id
    where b.tenant_id = $1
  ), posted as (
    select p.premises_id, p.account_code, sum(p.amount_fen) as fen from ledger.posting p where p.tenant_id = $1 group by 1, 2
  )
  select 'a line is settled as its settlements say' as what, id::text, settled_fen::text as one, by_settlements::text as other from line
    where settled_fen <> by_settlements
  union all select 'nothing is settled beyond what is owed', id::text, amount_fen::text, settled_fen::text from line
    where settled_fen < least(amount_fen, 0) or settled_fen > greatest(amount_fen, 0)
  union all select 'a bill is its lines', id::text, amount_fen::text, by_lines::text from bill where amount_fen <> by_lines
  union all select 'a bill is settled as its lines', id::text, settled_fen::text, by_settled::text from bill where settled_fen <> by_settled
  union all select '1122 of a home is what it owes', coalesce(p.premises_id, b.premises_id)::text, p.fen::text, b.fen::text
    from (select premises_id, fen from posted where account_code = '1122') p
    full join (select premises_id, sum(amount_fen - settled_fen) as fen from bill where state = 'issued' group by 1) b using (premises_id)
    where coalesce(p.fen, 0) <> coalesce(b.fen, 0)
  union all select '2204 of a home is what it paid ahead', coalesce(p.premises_id, u.premises_id)::text, p.fen::text, u.fen::text
    from (select premises_id, -fen as fen from posted where account_code = '2204') p
    full join (select premises_id, sum(balance_fen) as fen from billing.purse where tenant_id = $1 group by 1) u using (premises_id)
    where coalesce(p.fen, 0) <> coalesce(u.fen, 0)
  union all select 'a purse is its movements, and not below nothing', u.id::text, u.balance_fen::text, coalesce(m.fen, 0)::text
    from billing.purse u left join (select purse_id, sum(amount_fen) as fen from billing.purse_movement where tenant_id = $1 group by 1) m on m.purse_id = u.id
    where u.tenant_id = $1 and (u.balance_fen <> coalesce(m.fen, 0) or u.balance_fen < 0)
  union all select 'a payment is what it settled and put ahead', y.id::text, y.amount_fen::text, (coalesce(s.fen, 0) + coalesce(m.fen, 0))::text
    from payments.payment y
    left join (select payment_id, sum(amount_fen) as fen from billing.settlement where tenant_id = $1 and reverses_id is null group by 1) s on s.payment_id = y.id
    left join (select source_id, sum(amount_fen) as fen from billing.purse_movement
      where tenant_id = $1 and kind = 'top-up' and source_kind = 'payments.payment' group by 1) m on m.source_id = y.id
    where y.tenant_id = $1 and y.amount_fen <> coalesce(s.fen, 0) + coalesce(m.fen, 0)
  union all select 'money is what came less what went', '', coalesce(p.fen, 0)::text, coalesce(f.fen, 0)::text
    from (select sum(fen) as fen from posted where account_code in ('1001', '1002', '100202', '1012')) p,
      (select sum(fen) as fen from (
        select amount_fen as fen from payments.payment where tenant_id = $1
        union all select -amount_fen from payments.refund where tenant_id = $1
        union all select -amount_fen from payments.payment_reversal where tenant_id = $1
        union all select money_fen from billing.public_fund_movement where tenant_id = $1) m) f
    where coalesce(p.fen, 0) <> coalesce(f.fen, 0)
  union all select '224102 is what was billed for others less what was given away and handed over', '', coalesce(p.fen, 0)::text, coalesce(f.fen, 0)::text
    from (select -sum(fen) as fen from posted where account_code = '224102') p,
      (select sum(amount_fen) as fen from (
        select amount_fen from billing.public_fund_due where tenant_id = $1
        union all select amount_fen from billing.public_fund_movement where tenant_id = $1) m) f
    where coalesce(p.fen, 0) <> coalesce(f.fen, 0)
  union all select 'debits are credits', '', sum(fen)::text, '0' from posted having sum(fen) <> 0`
