import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { CivilDate, CivilMonth } from '../../platform/period.ts'
import { type PostingInput, postEntries } from '../entries/post-entries.ts'

/** A month of a community that is about to be closed. */
export interface Closing {
  /** Of the closing: the source of the entries that it makes. */
  id: string
  communityId: string
  month: CivilMonth
  lastDay: CivilDate
}

/** An entry dated on the last day of the month; without postings nothing moves, and none is made. */
export interface ClosingEntry {
  memo: string
  postings: PostingInput[]
  /** What stands for later months once it is posted: net and tax of each, in fen. */
  later: { month: CivilMonth; netFen: bigint; taxFen: bigint }[]
  /** Of an entry that is made of leases: of each what it comes to in all, was earned until the end of the month, and billed by then. */
  rents?: { assignmentId: string; premisesLabel: string; totalFen: bigint; earnedFen: bigint; billedFen: bigint }[]
  /** What it is worked out of where items are taxed by their margin, in fen. */
  margins?: Margin[]
  /** What `keep` needs of the very reading that was posted; nobody else looks at it. */
  kept?: readonly object[]
}

export interface Margin {
  itemId: string
  itemName: string
  legalEntityId: string | null
  month: CivilMonth
  ratePercent: string
  soldFen: bigint
  boughtFen: bigint
  carriedFen: bigint
  taxFen: bigint
}

export interface ClosingWork {
  /** Of the entries that it makes, `billing.revenue-deferred`; with the id of the closing one each. */
  sourceKind: string
  /** What closing the month would post; only looks. Null where there is nothing to say. */
  propose(tx: Tx, actor: Actor, closing: Closing): Promise<ClosingEntry | null>
  /** Keeps what was posted, once the month is closed. */
  keep(tx: Tx, actor: Actor, closing: Closing, entry: ClosingEntry): Promise<void>
}

const works: ClosingWork[] = []

/** Declares an adjusting entry that closing a month makes in its own transaction; modules to the right say what. */
export function defineClosingEntry(work: ClosingWork): void {
  works.push(work)
}

export interface Proposed {
  work: ClosingWork
  entry: ClosingEntry
}

/** The kinds of entries that closing makes. */
export function closingKinds(): string[] {
  return works.map(work => work.sourceKind)
}

/** What closing would post, by everything declared. */
export async function proposeEntries(tx: Tx, actor: Actor, closing: Closing): Promise<Proposed[]> {
  const proposed: Proposed[] = []
  for (const work of works) {
    const entry = await work.propose(tx, actor, closing)
    if (entry) proposed.push({ work, entry })
  }
  return proposed
}

/** Posts what was proposed, on the last day of the month, while it is still open. */
export async function postClosing(
  tx: Tx,
  actor: Actor,
  closing: Closing,
  proposed: readonly Proposed[],
): Promise<void> {
  const { id: sourceId, communityId, lastDay: postedOn } = closing
  await postEntries(
    tx,
    actor,
    proposed
      .filter(({ entry }) => entry.postings.length > 0)
      .map(({ work: { sourceKind }, entry: { memo, postings } }) => ({
        ...{ id: newId(), communityId, postedOn, sourceKind, sourceId, memo, postings },
      })),
  )
}
