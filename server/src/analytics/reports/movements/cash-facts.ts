/** Of `CASH_FACTS` what is no line of a bill: top-ups, what of them was taken back, and what went back of purses and deposits. */
export const CASH_BESIDE_BILLS = `
  select m.tenant_id, m.id, m.community_id, m.premises_id, null::uuid as item_id, null::uuid as bill_id, m.moved_on as on_day, m.amount_fen,
    case when m.kind = 'refund' then 'refunded' else 'prepaid' end as kind, m.source_id as money_id,
    case m.kind when 'refund' then 'refunded' when 'reversal' then 'reversed' else 'received' end as money_kind
  from billing.public_purse_movement m
  where m.kind in ('top-up', 'refund') or (m.kind = 'reversal' and m.source_kind = 'payments.reversal')
  union all
  select m.tenant_id, m.id, m.community_id, m.premises_id, d.item_id, null, m.moved_on, m.amount_fen, 'refunded', m.source_id, 'refunded'
  from billing.public_deposit_movement m
  join billing.public_deposit d on d.tenant_id = m.tenant_id and d.id = m.deposit_id
  where m.kind = 'refunded'`

/** Of `CASH_FACTS` what settled lines; `billing.public_cash_sum` keeps its sums. */
const CASH_OF_BILLS = `
  select s.tenant_id, s.id, s.community_id, s.premises_id, l.item_id, s.bill_id, s.settled_on as on_day, s.amount_fen,
    case when f.id is not null then 'refunded'
      when i.treatment = 'deposit' then 'deposit'
      when date_trunc('month', l.segment_start::timestamp) > date_trunc('month', s.settled_on::timestamp) then 'ahead'
      when date_trunc('month', l.segment_start::timestamp) < date_trunc('month', s.settled_on::timestamp) then 'old'
      else 'current' end as kind,
    coalesce(s.reversal_id, s.payment_id) as money_id,
    case when f.id is not null then 'refunded' when s.reversal_id is not null then 'reversed' else 'received' end as money_kind
  from billing.public_settlement s
  join billing.public_bill_line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id
  join billing.public_charge_item i on i.tenant_id = l.tenant_id and i.id = l.item_id
  left join payments.public_refund f on f.tenant_id = s.tenant_id and f.id = s.reversal_id
  where s.source_kind = 'payment'`

/**
 * 现金口径, defined once (domain.md §1.3: "equals cashier + channels"): every settlement by money, every top-up, and what went back, a row each,
 * for 收款, its rows, 计提 and 对账 alike. SQL of `tenant_id, id, community_id, premises_id, item_id, bill_id, on_day, amount_fen` (positive in,
 * negative out), `kind`, `money_id` and `money_kind` of the payment, refund or reversal by which it moved.
 *
 * - `current` 当期, `old` 清欠, `ahead` 提前缴: by the charge month against the month of the money, less what was reversed (冲正)
 * - `deposit` 押金, `prepaid` 新预存, less what was reversed
 * - `refunded` 退款: whatever went back by a refund, of lines, purses and deposits
 *
 * What was offset from prepayment is no cash, and neither is what a channel keeps or a till has over: see `money-bridge.ts`.
 */
export const CASH_FACTS = `${CASH_OF_BILLS}
  union all
  ${CASH_BESIDE_BILLS}`

/** What `verify` asks: sums of money taken that are not those of what it settled, of every company. */
export const CASH_SUMS_DIFFER = `
  select community_id, on_day::text as day, kind, sum(facts)::text as facts, sum(kept)::text as kept
  from (
    select c.tenant_id, c.community_id, c.on_day, c.kind, m.method, m.channel_id, m.cashier_id, c.amount_fen as facts, 0::bigint as kept
    from (${CASH_OF_BILLS}) c
    left join payments.public_money_moved m on m.tenant_id = c.tenant_id and m.id = c.money_id
    union all
    select tenant_id, community_id, on_day, kind, method, channel_id, cashier_id, 0, amount_fen from billing.public_cash_sum
  ) b
  group by tenant_id, community_id, on_day, kind, method, channel_id, cashier_id having sum(facts) <> sum(kept)`

/** Cash, bank (with the special account of the maintenance fund) and other money: the accounts in which money lies. */
export const MONEY_ACCOUNTS = ['1001', '1002', '100202', '1012']

/** What posts money of others that was spent, handed over, taken in otherwise, or came back (ADR 23). */
export const FUNDS_POSTED = [
  ...['billing.fund-spent', 'billing.fund-handed-over', 'billing.fund-received', 'billing.fund-reversed'],
  ...['billing.fund-opened', 'billing.fund-moved-in'],
]

/** What posts money that households brought or got back: 现金口径 in the ledger. */
export const CASH_POSTED = ['payments.received', 'payments.refunded', 'payments.reversed']
