/** Checks of money in and out, of what was given away, and of what is held for others; see `checks.ts`. */
import type { CivilDate } from '../../../platform/period.ts'
import { CASH_FACTS, CASH_POSTED, FUNDS_POSTED, MONEY_ACCOUNTS } from '../movements/cash-facts.ts'
import { type Check, issued, literal, posted, summed } from './check.ts'

const kinds = (list: readonly string[]) => `p.source_kind in (${list.map(kind => `'${kind}'`).join(', ')})`

/** What gives a receivable away, and what takes that back: 减免, 抹零, 预缴优惠 (ADR 16). */
export const GIVEN_AWAY_POSTED = [
  ...['billing.waived', 'billing.waiver-corrected', 'billing.rounded', 'billing.rounding-reversed'],
  ...['billing.rounding-corrected', 'billing.discounted', 'billing.discount-reversed', 'billing.discount-corrected'],
]

export const MONEY_CHECKS: readonly Check[] = [
  {
    key: 'money',
    name: 'money taken in the reports = cash, bank and other money debited by payments',
    facts: day => moved(day, 'received'),
    ledger: day => posted(day, MONEY_ACCOUNTS, kinds(['payments.received'])),
  },
  {
    key: 'refunded',
    name: 'refunds and deposits returned = cash, bank and other money credited by refunds',
    facts: day => moved(day, 'refunded', '-'),
    ledger: day => wentOut(day, 'payments.refunded'),
  },
  {
    key: 'reversed',
    name: 'payments taken back = cash, bank and other money credited by reversals',
    facts: day => moved(day, 'reversed', '-'),
    ledger: day => wentOut(day, 'payments.reversed'),
  },
  {
    key: 'cash',
    name: 'money of the reports by what it was for (现金口径) = what payments, refunds and reversals moved in cash, bank and other money',
    facts: day =>
      summed(
        `select c.tenant_id, c.community_id, c.amount_fen as fen from (${CASH_FACTS}) c where c.on_day <= ${literal(day)}`,
      ),
    ledger: day => posted(day, MONEY_ACCOUNTS, kinds(CASH_POSTED)),
  },
  {
    key: 'money-held',
    name: 'money of the reports − fees of channels ± tills ± floats ± differences of channels ± money of others = balance of cash, bank and other money (1001, 1002, 1012)',
    facts: day =>
      summed(`select c.tenant_id, c.community_id, c.amount_fen as fen from (${CASH_FACTS}) c where c.on_day <= ${literal(day)}
        union all select d.tenant_id, d.community_id, d.amount_fen from payments.public_money_difference d
          where d.moved_on <= ${literal(day)}
        union all ${fundMoney(day)}`),
    ledger: day => posted(day, MONEY_ACCOUNTS),
  },
  {
    key: 'drawers',
    name: 'cash that drawers should hold (payments outside of a shift included) + on its way in hand-overs − given back by no drawer = balance of 1001',
    facts: day =>
      summed(`select d.tenant_id, d.community_id, d.amount_fen as fen from payments.public_drawer_cash d
        where d.on_day <= ${literal(day)}`),
    ledger: day => posted(day, ['1001']),
  },
  {
    key: 'funds-paid',
    name: 'money of others that was spent, handed over and taken in otherwise = what it moved in cash and bank',
    facts: day => summed(fundMoney(day)),
    ledger: day => posted(day, MONEY_ACCOUNTS, kinds(FUNDS_POSTED)),
  },
  {
    key: 'waived',
    name: 'waived, rounded off and let off in the reports = receivables credited by it',
    facts: day => settledBy(day, "('waiver', 'rounding', 'discount')"),
    ledger: day => posted(day, ['1122'], kinds(GIVEN_AWAY_POSTED), '-'),
  },
  {
    key: 'written-off',
    name: 'written off in the reports = credit losses (6702)',
    facts: day => settledBy(day, "('write-off')"),
    ledger: day => posted(day, ['6702']),
  },
  ...(
    [
      ['agency', '224102', 'collected for others'],
      ['public', '224103', 'public revenue'],
      ['fund', '224104', 'maintenance fund'],
    ] as const
  ).map(([treatment, account, words]) => ({
    key: treatment,
    name: `${words} in the reports, without tax, what was waived and what was spent = balance of ${account}`,
    facts: (day: CivilDate) => heldForOthers(day, treatment),
    ledger: (day: CivilDate) => posted(day, [account], 'true', '-'),
  })),
  {
    key: 'fund-special',
    name: 'maintenance fund less what waits to be moved in = balance of its special account (100202)',
    facts: day =>
      summed(
        `select m.tenant_id, m.community_id, m.special_fen as fen from billing.public_fund_movement m where m.moved_on <= ${literal(day)}`,
      ),
    ledger: day => posted(day, ['100202']),
  },
]

function moved(day: CivilDate, kind: string, sign: '' | '-' = ''): string {
  return summed(`select m.tenant_id, m.community_id, ${sign}m.amount_fen as fen from payments.public_money_moved m
    where m.kind = '${kind}' and m.moved_on <= ${literal(day)}`)
}

/** Credits of money by the day it went out, which is another one where the month of that day was closed already. */
function wentOut(day: CivilDate, sourceKind: string): string {
  return `select p.tenant_id, p.community_id, -sum(p.amount_fen) as fen from ledger.public_posting p
    left join payments.public_money_moved m on m.tenant_id = p.tenant_id and m.id = p.source_id
    where p.source_kind = '${sourceKind}' and p.account_code in (${MONEY_ACCOUNTS.map(code => `'${code}'`).join(', ')})
      and coalesce(m.moved_on, p.posted_on) <= ${literal(day)} group by 1, 2`
}

function settledBy(day: CivilDate, sources: string): string {
  return summed(`select s.tenant_id, s.community_id, s.amount_fen as fen from billing.public_settlement s
    where s.source_kind in ${sources} and s.settled_on <= ${literal(day)}`)
}

function fundMoney(day: CivilDate): string {
  return `select m.tenant_id, m.community_id, m.money_fen as fen from billing.public_fund_movement m where m.moved_on <= ${literal(day)}`
}

/** What was billed for somebody else, without the tax inside, less what was given away and spent of it: a write-off is our loss, not theirs. */
function heldForOthers(day: CivilDate, treatment: string): string {
  const ours = `l.state = 'issued' and l.kind not in ('opening', 'penalty')`
  const item = `join billing.public_charge_item i on i.tenant_id = l.tenant_id and i.id = l.item_id and i.treatment = '${treatment}'`
  return summed(`
    ${issued(day, 'l.amount_fen - coalesce(l.tax_fen, 0)', ours, item)}
    union all
    select l.tenant_id, l.community_id, -(s.amount_fen - coalesce(s.tax_fen, 0)) from billing.public_settlement s
    join billing.public_bill_line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id ${item}
    where ${ours} and s.source_kind in ('waiver', 'rounding', 'discount') and s.settled_on <= ${literal(day)}
    union all
    select m.tenant_id, m.community_id, m.amount_fen from billing.public_fund_movement m
    where m.kind = '${treatment}' and m.moved_on <= ${literal(day)}`)
}
