import { type ApprovedRequest, defineApproval } from '../../approvals/index.ts'
import { openDay, type PostingInput, postEntries } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import type { Allocation } from '../collections/allocation.ts'
import { givenAwayPostings, receivablePostings } from '../collections/receivable.ts'
import { settle } from '../collections/settle.ts'
import type { SettledPart } from '../collections/settled-part.ts'
import { refuse } from '../errors.ts'
import { debtWaived } from '../events.ts'
import { billPenalties } from '../penalties/bill-penalties.ts'
import { billing } from '../tables.ts'
import { lockWaivable } from './waivable-lines.ts'
import type { OwedLine } from './waiver.ts'

type Waiver = Awaited<ReturnType<typeof readAsked>>

/**
 * Gives up what was asked for, in the transaction of the last approval: settles the lines as they were fixed and posts it, a
 * waiver against what the bill had credited, a write-off as a loss (6702). Of a penalty a bill is made, issued and settled.
 * Errors: billing.waiver_outdated (paid or corrected meanwhile), billing.bill_not_payable.
 */
async function applyWaiver(tx: Tx, actor: Actor, request: ApprovedRequest): Promise<void> {
  const waiver = await readAsked(tx, actor, request.subjectId)
  const allocations = await fixedParts(tx, actor, waiver)
  const settledOn = await openDay(tx, actor, waiver.communityId, today())
  const { id, communityId, premisesId, kind } = waiver
  const parts = await settle(tx, actor, { kind, id, communityId, settledOn }, allocations)
  await postEntries(tx, actor, [
    {
      ...{ id: newId(), communityId, postedOn: settledOn, sourceId: id },
      sourceKind: kind === 'waiver' ? 'billing.waived' : 'billing.written-off',
      memo: `${kind === 'waiver' ? '减免' : '坏账核销'} ${waiver.reason}`,
      postings: [...lossOf(kind, parts), ...receivablePostings(parts)],
    },
  ])
  await close(tx, actor, id, { state: 'approved', appliedOn: settledOn })
  await publish(tx, debtWaived, { communityId, premisesId, waiverId: id })
}

function lossOf(kind: Waiver['kind'], parts: readonly SettledPart[]): PostingInput[] {
  if (kind === 'waiver') return givenAwayPostings(parts)
  return [{ accountCode: '6702', amountFen: parts.reduce((sum, part) => sum + part.amountFen, 0n) }]
}

async function closeWaiver(
  tx: Tx,
  actor: Actor,
  request: ApprovedRequest,
  state: 'rejected' | 'withdrawn',
): Promise<void> {
  await close(tx, actor, request.subjectId, { state, appliedOn: null })
}

async function close(
  tx: Tx,
  actor: Actor,
  waiverId: string,
  end: { state: 'approved' | 'rejected' | 'withdrawn'; appliedOn: string | null },
): Promise<void> {
  await billing(tx)
    .updateTable('billing.waiver')
    .set({ ...end, closedAt: now(), decidedByName: actor.name })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', waiverId)
    .where('state', '=', 'waiting')
    .execute()
}

async function readAsked(tx: Tx, actor: Actor, waiverId: string) {
  const row = await billing(tx)
    .selectFrom('billing.waiver')
    .select(['id', 'communityId', 'premisesId', 'kind', 'scope', 'asOf', 'reason', 'state'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', waiverId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (row.state !== 'waiting') throw refuse.waiverOutdated()
  return { ...row, kind: row.kind as 'waiver' | 'write-off', scope: row.scope as 'principal' | 'penalty' }
}

/** The parts as they were fixed, each still owed. */
async function fixedParts(tx: Tx, actor: Actor, waiver: Waiver): Promise<Allocation[]> {
  const fixed = await billing(tx)
    .selectFrom('billing.waiverPart')
    .select(['billId', 'billLineId as lineId', 'amountFen'])
    .where('tenantId', '=', tenantOf(actor))
    .where('waiverId', '=', waiver.id)
    .orderBy('billLineId')
    .execute()
  const billIds = [...new Set(fixed.map(part => part.billId))]
  const { lines, dues } = await lockWaivable(tx, actor, waiver.premisesId, billIds, waiver.scope, waiver.asOf)
  const owed = new Map(lines.map((line: OwedLine) => [line.lineId, line.owedFen]))
  if (fixed.some(part => (owed.get(part.lineId) ?? 0n) < part.amountFen)) throw refuse.waiverOutdated()
  if (waiver.scope === 'principal') return fixed
  // A penalty becomes a bill of its own, which the waiver settles.
  return billPenalties(
    tx,
    actor,
    dues.flatMap(due => {
      const part = fixed.find(one => one.lineId === due.lineId)
      return part ? [{ due, fen: part.amountFen }] : []
    }),
  )
}

/** Registers 减免 and 核销 as things that others approve. */
export function defineWaivers(): void {
  for (const kind of ['billing.waiver', 'billing.write-off'] as const)
    defineApproval(kind, { onApproved: applyWaiver, onClosed: closeWaiver })
}
