import { type AccountCode, type EntryInput, type PostingInput, postEntries } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { movePurse, openPurse } from '../purses/move-purse.ts'
import { billing } from '../tables.ts'
import type { Collecting } from './collect.ts'
import type { Desk } from './desk-view.ts'
import { givenAwayPostings, receivablePostings } from './receivable.ts'
import type { SettledPart } from './settled-part.ts'

/** Where money goes, by the way it came (domain.md §1.3 "Accounting"). */
const MONEY_ACCOUNTS: Record<Collecting['method'], AccountCode> = {
  cash: '1001',
  transfer: '1002',
  pos: '1012',
  cheque: '1002',
  'direct-debit': '1002',
}

interface Collected {
  input: Collecting
  desk: Desk
  paid: readonly SettledPart[]
  rounded: readonly SettledPart[]
  discounted: readonly SettledPart[]
  prepaidFen: bigint
  receiptNumber: string
  communityId: string
  paidOn: string
}

/** Puts what was paid ahead into the household's purse, and posts the payment, what was rounded off and what was let off for paying ahead. */
export async function postCollection(tx: Tx, actor: Actor, collected: Collected): Promise<void> {
  const { input, rounded, discounted } = collected
  const prepaid = await keepPrepaid(tx, actor, collected)
  const entries: EntryInput[] = [
    entryOf(collected, 'payments.received', `收款 ${collected.receiptNumber}`, [
      { accountCode: MONEY_ACCOUNTS[input.method], amountFen: input.amountFen },
      ...receivablePostings(collected.paid),
      ...prepaid,
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
  await postEntries(tx, actor, entries)
}

function entryOf(collected: Collected, sourceKind: string, memo: string, postings: PostingInput[]): EntryInput {
  const { communityId, paidOn, input } = collected
  return { id: newId(), communityId, postedOn: paidOn, sourceKind, sourceId: input.id, memo, postings }
}

/** Money paid ahead belongs to the owner, else to whoever lives there. */
async function keepPrepaid(tx: Tx, actor: Actor, collected: Collected): Promise<PostingInput[]> {
  const { input, desk, prepaidFen, communityId, paidOn } = collected
  if (prepaidFen === 0n) return []
  const holderPersonId = desk.ownerId
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
