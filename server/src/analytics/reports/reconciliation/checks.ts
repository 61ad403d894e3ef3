/**
 * What the reports say against what the ledger says, each as two sums per community until the end of a day. The same texts are
 * invariants of `verify`: there for every company and all time, here for one and within the walls of who asks.
 */
import type { CivilDate } from '../../../platform/period.ts'
import { IS_PENALTY } from '../penalties/is-penalty.ts'
import { type Check, issued, literal, posted, summed } from './check.ts'
import { deferredFacts, heldBalances, lastClosings } from './deferrals.ts'
import { MONEY_CHECKS } from './money-checks.ts'

export const CHECKS: readonly Check[] = [
  {
    key: 'receivable',
    name: 'arrears of the reports = balance of receivables (1122)',
    facts: day => summed(`${issued(day, 'l.amount_fen')} union all ${settled(day, '-s.amount_fen')}`),
    ledger: day => posted(day, ['1122']),
  },
  {
    key: 'billed',
    name: 'billed in the reports = receivables debited by bills',
    facts: day => summed(issued(day, 'l.amount_fen')),
    ledger: day => posted(day, ['1122'], "p.source_kind in ('billing.bill-issued', 'billing.bill-taken-back')"),
  },
  {
    key: 'collected',
    name: 'payments settled in the reports = receivables credited by payments',
    facts: day => summed(settled(day, 's.amount_fen', "s.source_kind = 'payment'")),
    ledger: day =>
      posted(day, ['1122'], "p.source_kind in ('payments.received', 'payments.reversed', 'payments.refunded')", '-'),
  },
  ...MONEY_CHECKS,
  {
    key: 'prepaid',
    name: 'prepayments of the reports = balance of contract liabilities (2204)',
    facts: day =>
      summed(`select m.tenant_id, m.community_id, m.amount_fen as fen from billing.public_purse_movement m
        where m.moved_on <= ${literal(day)}`),
    ledger: day => posted(day, ['2204'], 'true', '-'),
  },
  {
    key: 'deposits',
    name: 'deposits held and billed = balance of deposits (224101)',
    facts: day =>
      summed(`select m.tenant_id, m.community_id, m.amount_fen as fen from billing.public_deposit_movement m
        where m.moved_on <= ${literal(day)} union all ${openDeposits(day)}`),
    ledger: day => posted(day, ['224101'], 'true', '-'),
  },
  {
    key: 'penalties',
    name: 'penalties billed in the reports, without tax = penalties posted by bills (6301)',
    facts: day =>
      summed(`select l.tenant_id, l.community_id, l.amount_fen - coalesce(l.tax_fen, 0) as fen from billing.public_bill_line l
        join billing.public_charge_item i on i.tenant_id = l.tenant_id and i.id = l.item_id
        where l.state = 'issued' and l.issued_on <= ${literal(day)} and ${IS_PENALTY}`),
    ledger: day => posted(day, ['6301'], "p.source_kind in ('billing.bill-issued', 'billing.bill-taken-back')", '-'),
  },
  {
    key: 'tax',
    name: 'tax of the lines in the reports = output tax posted by bills (222101)',
    facts: day => summed(issued(day, 'coalesce(l.tax_fen, 0)')),
    ledger: day => posted(day, ['222101'], "p.source_kind in ('billing.bill-issued', 'billing.bill-taken-back')", '-'),
  },
  {
    key: 'deferred',
    name: 'revenue and tax that the last closing left for later months = balance of 2205 and 222102 on its day',
    facts: day =>
      `select tenant_id, community_id, net + tax as fen from (${deferredFacts(lastClosings(literal(day)))}) f`,
    ledger: day =>
      `select tenant_id, community_id, net + tax as fen from (${heldBalances(lastClosings(literal(day)))}) h`,
  },
  {
    key: 'straightened',
    name: 'rent that the last closing recognised beyond what was billed = balance of 1473 on its day',
    facts: day =>
      `select r.tenant_id, r.community_id, sum(r.earned_fen - r.billed_fen) as fen from billing.public_rent_straightening r
        join (${lastStraightenings(day)}) c using (tenant_id, community_id, as_of) group by 1, 2`,
    ledger: day =>
      `select c.tenant_id, c.community_id, sum(p.amount_fen) as fen from (${lastStraightenings(day)}) c
        join ledger.public_posting p on p.tenant_id = c.tenant_id and p.community_id = c.community_id and p.account_code = '1473'
          and p.posted_on <= c.as_of group by 1, 2`,
  },
  {
    key: 'margin',
    name: 'tax of margins that closings took = output tax posted by closings (222101) on the day of the last',
    facts: day =>
      `select m.tenant_id, m.community_id, sum(m.tax_fen) as fen from billing.public_margin_tax m where m.as_of <= ${literal(day)} group by 1, 2`,
    ledger: day =>
      `select c.tenant_id, c.community_id, -sum(p.amount_fen) as fen from (${lastMargins(day)}) c
        join ledger.public_posting p on p.tenant_id = c.tenant_id and p.community_id = c.community_id and p.account_code = '222101'
          and p.source_kind = 'billing.margin-taxed' and p.posted_on <= c.as_of group by 1, 2`,
  },
  {
    key: 'balanced',
    name: 'debits of the ledger = its credits',
    facts: day => posted(day, [], 'p.amount_fen > 0'),
    ledger: day => posted(day, [], 'p.amount_fen < 0', '-'),
  },
]

/** The latest closing of each community until the end of a day that made rents even. */
function lastStraightenings(day: CivilDate): string {
  return `select tenant_id, community_id, max(as_of) as as_of from billing.public_rent_straightening
    where as_of <= ${literal(day)} group by 1, 2`
}

/** The latest closing of each community until the end of a day that taxed margins. */
function lastMargins(day: CivilDate): string {
  return `select tenant_id, community_id, max(as_of) as as_of from billing.public_margin_tax where as_of <= ${literal(day)} group by 1, 2`
}

/** Deposits that were billed and not paid yet: owed, and owed back. */
function openDeposits(day: CivilDate): string {
  const lines = `billing.public_bill_line l
    join billing.public_charge_item i on i.tenant_id = l.tenant_id and i.id = l.item_id and i.treatment = 'deposit'`
  const owed = "l.state = 'issued' and l.kind <> 'opening'"
  // One that is paid before its billing date has left the debt already, and the ledger says so.
  return `select l.tenant_id, l.community_id, l.amount_fen from ${lines} where ${owed} and l.issued_on <= ${literal(day)}
    union all select l.tenant_id, l.community_id, -s.amount_fen from ${lines}
      join billing.public_settlement s on s.tenant_id = l.tenant_id and s.bill_line_id = l.id
      where ${owed} and s.settled_on <= ${literal(day)}`
}

/** What settled lines. */
function settled(day: CivilDate, amount: string, where = 'true'): string {
  return `select s.tenant_id, s.community_id, ${amount} as fen from billing.public_settlement s
    where s.settled_on <= ${literal(day)} and ${where}`
}

/** Both sums of a check per community, where either has any; `tenant_id`, `community_id`, `facts_fen`, `ledger_fen`. */
export function bothSums(check: Check, day: CivilDate): string {
  return `select tenant_id, community_id, coalesce(f.fen, 0)::bigint as facts_fen, coalesce(g.fen, 0)::bigint as ledger_fen
    from (${check.facts(day)}) f full join (${check.ledger(day)}) g using (tenant_id, community_id)`
}
