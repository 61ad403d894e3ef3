/** A check of the reports against the ledger, and the pieces of SQL that checks are made of. */
import { type CivilDate, isCivilDate } from '../../../platform/period.ts'

export interface Check {
  key: string
  /** What `verify` says of it. */
  name: string
  /** SQL of `tenant_id, community_id, fen` by the facts, and by the ledger (positive, where it stands to be positive). */
  facts(day: CivilDate): string
  ledger(day: CivilDate): string
}

/** Lines owed since the day that their bill is posted. */
export function issued(day: CivilDate, amount: string, where = 'true', join = ''): string {
  return `select l.tenant_id, l.community_id, ${amount} as fen from billing.public_bill_line l ${join}
    where l.state = 'issued' and l.issued_on <= ${literal(day)} and ${where}`
}

/** Sums of postings on accounts (all where none is named) until the end of a day, per community. */
export function posted(day: CivilDate, accounts: readonly string[], where = 'true', sign: '' | '-' = ''): string {
  const of = accounts.length > 0 ? `p.account_code in (${accounts.map(code => `'${code}'`).join(', ')})` : 'true'
  return `select p.tenant_id, p.community_id, ${sign}sum(p.amount_fen) as fen from ledger.public_posting p
    where p.posted_on <= ${literal(day)} and ${of} and ${where} group by 1, 2`
}

/** Facts summed per community. */
export function summed(facts: string): string {
  return `select f.tenant_id, f.community_id, sum(f.fen) as fen from (${facts}) f group by 1, 2`
}

/** A day stands in the text itself, which is the same for verify and the report; so it must be one. */
export function literal(day: CivilDate): string {
  if (!isCivilDate(day)) throw new RangeError(`not a day: ${day}`)
  return `date '${day}'`
}
