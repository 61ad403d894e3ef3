import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import type { AccountCode } from '../accounts/account.ts'
import { missingAccounts } from '../accounts/ensure-chart.ts'
import { ledger } from '../tables.ts'

export interface PostingInput {
  accountCode: AccountCode
  /** Whose receivable, prepayment or deposit, where it is one: the premises, and the person where one is known. */
  premisesId?: string | null
  partyId?: string | null
  /** Debit positive, credit negative; never 0. */
  amountFen: bigint
}

export interface EntryInput {
  id: string
  communityId: string
  /** Civil date of the fact. */
  postedOn: string
  /** With `sourceId` the fact that is posted, `billing.bill-issued` + the bill's id: one entry each. */
  sourceKind: string
  sourceId: string
  memo: string
  postings: PostingInput[]
}

/**
 * Posts entries, all in one statement, which gives the company the accounts it does not have yet. A fact that is posted already is left
 * as it is, so that a repeated job posts nothing twice. Answers how many entries were written. The database refuses an entry that does
 * not balance (constraint `posting_balanced`), has no postings (`entry_has_postings`) or falls into a closed month
 * (`entry_in_open_period`; ask `openDay` for the day): all are a programmer's error.
 */
export async function postEntries(tx: Tx, actor: Actor, entries: readonly EntryInput[]): Promise<number> {
  if (entries.length === 0) return 0
  const tenantId = tenantOf(actor)
  const lines = entries.flatMap(({ id, communityId, postings }) =>
    postings.map((posting, index) => ({ ...posting, entryId: id, communityId, line: index + 1 })),
  )
  const { rows } = await sql`
    with chart as (${missingAccounts(tenantId)}),
    written as (
    insert into ledger.entry (tenant_id, id, community_id, posted_on, source_kind, source_id, memo, actor_id, at)
    select ${tenantId}::uuid, e.*, ${actor.id}::uuid, ${now()}::timestamptz
    from unnest(
      ${entries.map(entry => entry.id)}::uuid[], ${entries.map(entry => entry.communityId)}::uuid[],
      ${entries.map(entry => entry.postedOn)}::date[], ${entries.map(entry => entry.sourceKind)}::text[],
      ${entries.map(entry => entry.sourceId)}::uuid[], ${entries.map(entry => entry.memo)}::text[]
    ) as e
    on conflict (tenant_id, source_kind, source_id) do nothing
    returning id),
    posted as (
    insert into ledger.posting (tenant_id, entry_id, line, community_id, account_code, premises_id, party_id, amount_fen)
    select ${tenantId}::uuid, p.*
    from unnest(
      ${lines.map(line => line.entryId)}::uuid[], ${lines.map(line => line.line)}::int[],
      ${lines.map(line => line.communityId)}::uuid[], ${lines.map(line => line.accountCode)}::text[],
      ${lines.map(line => line.premisesId ?? null)}::uuid[], ${lines.map(line => line.partyId ?? null)}::uuid[],
      ${lines.map(line => line.amountFen)}::bigint[]
    ) as p(entry_id) join written w on w.id = p.entry_id)
    select id from written`.execute(ledger(tx))
  return rows.length
}
