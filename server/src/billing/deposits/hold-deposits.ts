import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { SettledPart } from '../collections/settled-part.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'

/** What was paid on deposit lines is held from now on: one deposit per line, growing with each part that is paid. */
export async function holdDeposits(
  tx: Tx,
  actor: Actor,
  source: { kind: string; communityId: string; settledOn: string },
  parts: readonly SettledPart[],
): Promise<void> {
  for (const part of parts) {
    if (part.treatment !== 'deposit' || part.billKind === 'opening' || part.amountFen <= 0n) continue
    const { rows } = await sql<{ id: string }>`
      insert into billing.deposit as d (tenant_id, id, community_id, premises_id, item_id, bill_line_id, payer_person_id, payer_name,
        received_fen, received_on)
      values (${tenantOf(actor)}::uuid, ${newId()}::uuid, ${source.communityId}::uuid, ${part.premisesId}::uuid, ${part.itemId}::uuid,
        ${part.lineId}::uuid, ${part.payerPersonId}::uuid, ${part.payerName}, ${part.amountFen}::bigint, ${source.settledOn}::date)
      on conflict (tenant_id, bill_line_id) where bill_line_id is not null
        do update set received_fen = d.received_fen + excluded.received_fen
      returning id`.execute(billing(tx))
    for (const { id } of rows)
      await writeMovement(tx, actor, {
        ...{ communityId: source.communityId, premisesId: part.premisesId, depositId: id, kind: 'received' },
        ...{ sourceKind: `billing.${source.kind}`, sourceId: part.sourceId, amountFen: part.amountFen },
        ...{ movedOn: source.settledOn, reason: null },
      })
  }
}

/** The money of deposit lines went back by a reversal or refund of its payment. Errors: billing.deposit_used. */
export async function releaseDeposits(
  tx: Tx,
  actor: Actor,
  reversal: { id: string; settledOn: string; kind: 'payment' | 'purse' },
  parts: readonly SettledPart[],
): Promise<void> {
  for (const part of byLine(parts)) {
    if (part.treatment !== 'deposit') continue
    const { rows } = await sql<{ id: string; communityId: string; heldFen: bigint }>`
      select id, community_id, held_fen from billing.deposit
      where tenant_id = ${tenantOf(actor)}::uuid and bill_line_id = ${part.lineId}::uuid for update`.execute(
      billing(tx),
    )
    const [deposit] = rows
    if (!deposit) continue
    if (deposit.heldFen < part.amountFen) throw refuse.depositUsed({ heldFen: Number(deposit.heldFen) })
    await billing(tx)
      .updateTable('billing.deposit')
      .set({ receivedFen: sql<bigint>`received_fen - ${part.amountFen}` })
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', deposit.id)
      .execute()
    await writeMovement(tx, actor, {
      ...{ communityId: deposit.communityId, premisesId: part.premisesId, depositId: deposit.id, kind: 'reversal' },
      // What one reversal takes back of a deposit paid from two sides is two movements.
      sourceKind: reversal.kind === 'payment' ? 'billing.reversal' : 'billing.purse-reversal',
      ...{ sourceId: reversal.id, amountFen: -part.amountFen },
      ...{ movedOn: reversal.settledOn, reason: null },
    })
  }
}

/** Parts of one line, paid from several purses, as one. */
function byLine(parts: readonly SettledPart[]): SettledPart[] {
  return [...Map.groupBy(parts, part => part.lineId).values()].flatMap(its => {
    const amountFen = its.reduce((sum, part) => sum + part.amountFen, 0n)
    return its.slice(0, 1).map(part => ({ ...part, amountFen }))
  })
}

export interface DepositMovement {
  communityId: string
  premisesId: string
  depositId: string
  kind: 'received' | 'deducted' | 'refunded' | 'opening' | 'reversal'
  sourceKind: string
  sourceId: string
  amountFen: bigint
  movedOn: string
  reason: string | null
}

/** A line of a deposit's history; the caller moves the deposit's own sums. Answers its id. */
export async function writeMovement(tx: Tx, actor: Actor, movement: DepositMovement): Promise<string> {
  const id = newId()
  await billing(tx)
    .insertInto('billing.depositMovement')
    .values({ tenantId: tenantOf(actor), id, ...movement, at: now(), actorName: actor.name })
    .execute()
  return id
}
