import { type AccountCode, type EntryInput, type PostingInput, postEntries } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { type Tx, withCommit } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { movePurse, openPurse } from '../purses/move-purse.ts'
import { MONEY_ACCOUNTS } from '../refunds/money-account.ts'
import { billing } from '../tables.ts'
import type { Collecting } from './collect.ts'
import { givenAwayPostings, receivablePostings } from './receivable.ts'
import type { SettledPart } from './settled-part.ts'

/** Where money goes, by the way it came: as it would go back, and what a bank collects. */
const ACCOUNTS: Record<Collecting['method'], AccountCode> = { ...MONEY_ACCOUNTS, 'direct-debit': '1002' }

interface Collected {
  input: Collecting
  paid: readonly SettledPart[]
  rounded: readonly SettledPart[]
  discounted: readonly SettledPart[]
  /** What `keepPrepaid` answered. */
  prepaid: readonly PostingInput[]
  receiptNumber: string
  communityId: string
  paidOn: string
}

/**
 * Posts the payment, what was rounded off and what was let off for paying ahead: with the commit, since the number of the receipt is in the
 * words, and who has taken a number makes every other cashier of the project wait.
 */
export function postCollection(tx: Tx, actor: Actor, collected: Collected): void {
  const { input, rounded, discounted } = collected
  const entries: EntryInput[] = [
    entryOf(collected, 'payments.received', `收款 ${collected.receiptNumber}`, [
      { accountCode: ACCOUNTS[input.method], amountFen: input.amountFen },
      ...receivablePostings(collected.paid),
      ...collected.prepaid,
    ]),
  ]
  if (rounded.length > 0)
    entries.push(
      entryOf(collected, 'billing.rounded', `抹零 ${collected.receiptNumber}`, [
        ...givenAwayPostings(rounded),
        ...receivablePostings(rounded),
      ]),
    )
  if (discounted.length > 0)
    entries.push(
      entryOf(collected, 'billing.discounted', `预缴优惠 ${collected.receiptNumber}`, [
        ...givenAwayPostings(discounted),
        ...receivablePostings(discounted),
      ]),
    )
  withCommit(tx, () => postEntries(tx, actor, entries))
}

function entryOf(collected: Collected, sourceKind: string, memo: string, postings: PostingInput[]): EntryInput {
  const { communityId, paidOn, input } = collected
  return { id: newId(), communityId, postedOn: paidOn, sourceKind, sourceId: input.id, memo, postings }
}

interface PaidAhead {
  input: Collecting
  communityId: string
  /** Who pays; null: somebody who is no person on record. */
  holderPersonId: string | null
  prepaidFen: bigint
  paidOn: string
}

/** Puts what is paid ahead into the household's purse; it belongs to who paid it (E63), and pays what that person owes. Answers how it is posted. */
export async function keepPrepaid(tx: Tx, actor: Actor, ahead: PaidAhead): Promise<PostingInput[]> {
  const { input, communityId, holderPersonId, prepaidFen, paidOn } = ahead
  if (prepaidFen === 0n) return []
  if (input.prepayItemId) await requireItem(tx, actor, input.prepayItemId)
  const itemIds = input.prepayItemId ? [input.prepayItemId] : null
  const purseId = await openPurse(tx, actor, { communityId, premisesId: input.premisesId, holderPersonId, itemIds })
  const fact = { sourceKind: 'payments.payment', sourceId: input.id, movedOn: paidOn }
  const purse = await movePurse(tx, actor, { purseId, kind: 'top-up', amountFen: prepaidFen, ...fact })
  // Merged at this very moment, the purse is with the new premises.
  return [{ accountCode: '2204', premisesId: purse.premisesId, partyId: purse.holderPersonId, amountFen: -prepaidFen }]
}

/** Money is kept for an item that there is. Errors: platform.not_found. */
async function requireItem(tx: Tx, actor: Actor, itemId: string): Promise<void> {
  const item = await billing(tx)
    .selectFrom('billing.chargeItem')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', itemId)
    .executeTakeFirst()
  if (!item) throw refuse.notFound()
}
