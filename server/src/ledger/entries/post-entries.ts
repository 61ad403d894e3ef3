import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { ACCOUNTS, type AccountCode } from '../accounts/account.ts'
import { ensureChart } from '../accounts/ensure-chart.ts'
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
 * Posts entries, all in two statements. A fact that is posted already is left as it is, so that a repeated job posts
 * nothing twice. Answers how many entries were written. The database refuses an entry that does not balance
 * (constraint `posting_balanced`), has no postings (`entry_has_postings`) or falls into a closed month
 * (`entry_in_open_period`; ask `openDay` for the day): all are a programmer's error.
 */
export async function postEntries(tx: Tx, actor: Actor, entries: readonly EntryInput[]): Promise<number> {
  if (entries.length === 0) return 0
  const { written, accounts } = await insertEntries(tx, actor, entries)
  if (accounts < ACCOUNTS.length) await ensureChart(tx, actor)
  await insertPostings(
    tx,
    actor,
    entries.filter(entry => written.has(entry.id)),
  )
  return written.size
}

/** Writes what is not posted yet, and looks in the same statement whether the company has its whole chart. */
async function insertEntries(
  tx: Tx,
  actor: Actor,
  entries: readonly EntryInput[],
): Promise<{ written: ReadonlySet<string>; accounts: number }> {
  const { rows } = await sql<{ id: string; accounts: number }>`
    insert into ledger.entry (tenant_id, id, community_id, posted_on, source_kind, source_id, memo, actor_id, at)
    select ${tenantOf(actor)}::uuid, e.*, ${actor.id}::uuid, ${now()}::timestamptz
    from unnest(
      ${entries.map(entry => entry.id)}::uuid[], ${entries.map(entry => entry.communityId)}::uuid[],
      ${entries.map(entry => entry.postedOn)}::date[], ${entries.map(entry => entry.sourceKind)}::text[],
      ${entries.map(entry => entry.sourceId)}::uuid[], ${entries.map(entry => entry.memo)}::text[]
    ) as e
    on conflict (tenant_id, source_kind, source_id) do nothing
    returning id, (select count(*)::int from ledger.account where tenant_id = ${tenantOf(actor)}::uuid) as accounts`.execute(
    ledger(tx),
  )
  return { written: new Set(rows.map(row => row.id)), accounts: rows[0]?.accounts ?? ACCOUNTS.length }
}

/** One statement for all: the balance is checked at the end of each statement. */
async function insertPostings(tx: Tx, actor: Actor, entries: readonly EntryInput[]): Promise<void> {
  const rows = entries.flatMap(entry =>
    entry.postings.map((posting, index) => ({
      entryId: entry.id,
      line: index + 1,
      communityId: entry.communityId,
      accountCode: posting.accountCode,
      premisesId: posting.premisesId ?? null,
      partyId: posting.partyId ?? null,
      amountFen: posting.amountFen,
    })),
  )
  if (rows.length === 0) return
  await sql`
    insert into ledger.posting (tenant_id, entry_id, line, community_id, account_code, premises_id, party_id, amount_fen)
    select ${tenantOf(actor)}::uuid, p.*
    from unnest(
      ${rows.map(row => row.entryId)}::uuid[], ${rows.map(row => row.line)}::int[],
      ${rows.map(row => row.communityId)}::uuid[], ${rows.map(row => row.accountCode)}::text[],
      ${rows.map(row => row.premisesId)}::uuid[], ${rows.map(row => row.partyId)}::uuid[],
      ${rows.map(row => row.amountFen)}::bigint[]
    ) as p`.execute(ledger(tx))
}
