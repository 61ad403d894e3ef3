import { type PostingInput, postEntries } from '../../ledger/index.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Allocation } from '../collections/allocation.ts'
import { receivablePostings } from '../collections/receivable.ts'
import { settleEach } from '../collections/settle.ts'
import { movePurse } from './move-purse.ts'

/** A part of a line that prepaid money pays. */
export interface OffsetPart extends Allocation {
  purseId: string
}

/** Why prepaid money pays: the bill itself when it is issued, or what was asked for at the desk. */
export interface OffsetFact {
  sourceKind: 'billing.bill' | 'billing.collection'
  /** Of a collection; an offset at issue names its bill. */
  sourceId?: string
  communityId: string
  settledOn: string
}

/**
 * Pays bills from purses: one movement per purse and bill, which the settlement and the entry `billing.purse-offset` (2204 to 1122)
 * name. Ask under the lock of the bills. Errors: billing.purse_too_small.
 */
export async function offsetBills(tx: Tx, actor: Actor, fact: OffsetFact, parts: readonly OffsetPart[]): Promise<void> {
  const byPurseAndBill = Map.groupBy(parts, part => `${part.purseId} ${part.billId}`)
  const allocations: (Allocation & { sourceId: string })[] = []
  const debits = new Map<string, PostingInput>()
  // Purses are locked in the order of their ids.
  for (const key of [...byPurseAndBill.keys()].sort()) {
    const its = byPurseAndBill.get(key) ?? []
    const [first] = its
    if (!first) continue
    const amountFen = its.reduce((sum, part) => sum + part.amountFen, 0n)
    const moved = await movePurse(tx, actor, {
      ...{ purseId: first.purseId, kind: 'offset', amountFen: -amountFen, movedOn: fact.settledOn },
      ...{ sourceKind: fact.sourceKind, sourceId: fact.sourceId ?? first.billId },
    })
    const owner = { premisesId: moved.premisesId, partyId: moved.holderPersonId }
    debits.set(moved.movementId, { accountCode: '2204', ...owner, amountFen })
    allocations.push(...its.map(part => ({ ...part, sourceId: moved.movementId })))
  }
  const source = { kind: 'purse', communityId: fact.communityId, settledOn: fact.settledOn } as const
  const settled = Map.groupBy(await settleEach(tx, actor, source, allocations), part => part.sourceId)
  await postEntries(
    tx,
    actor,
    [...debits].map(([movementId, debit]) => ({
      id: newId(),
      communityId: fact.communityId,
      postedOn: fact.settledOn,
      sourceKind: 'billing.purse-offset',
      sourceId: movementId,
      memo: '预存冲抵',
      postings: [debit, ...receivablePostings(settled.get(movementId) ?? [])],
    })),
  )
}
