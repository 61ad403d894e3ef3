import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { lockBills, type PayableBill, readBills, readLines } from '../collections/lock-bills.ts'
import { refuse } from '../errors.ts'
import { type PenaltyDue, readPenalties } from '../penalties/penalty-view.ts'
import { billing } from '../tables.ts'
import type { OwedLine } from './waiver.ts'

export interface WaivableBill {
  id: string
  itemName: string
  dueOn: string
}

export interface Waivable {
  bills: WaivableBill[]
  lines: OwedLine[]
  /** Of a penalty: what it was worked out from. */
  dues: PenaltyDue[]
  asOf: string
}

/**
 * What of chosen bills of a household may be given up, under the lock of the bills.
 * Errors: platform.not_found, billing.bill_not_payable (draft or void), billing.nothing_owed.
 */
export async function lockWaivable(
  tx: Tx,
  actor: Actor,
  premisesId: string,
  billIds: readonly string[],
  scope: 'principal' | 'penalty',
  asOf: string = today(),
): Promise<Waivable> {
  return waivableOf(tx, actor, await lockBills(tx, actor, premisesId, billIds), { premisesId, scope, asOf })
}

/** As `lockWaivable`, for a look: nothing is held. Errors: the same. */
export async function readWaivable(
  tx: Tx,
  actor: Actor,
  premisesId: string,
  billIds: readonly string[],
  scope: 'principal' | 'penalty',
): Promise<Waivable> {
  return waivableOf(tx, actor, await readBills(tx, actor, premisesId, billIds), { premisesId, scope, asOf: today() })
}

async function waivableOf(
  tx: Tx,
  actor: Actor,
  bills: PayableBill[],
  { premisesId, scope, asOf }: { premisesId: string; scope: 'principal' | 'penalty'; asOf: string },
): Promise<Waivable> {
  // A waiver is of one household, though a payment may be of several.
  if (bills.some(bill => bill.premisesId !== premisesId)) throw refusePlatform.notFound()
  for (const bill of bills) {
    if (bill.state !== 'issued') throw refuse.billNotPayable({ billId: bill.id, reason: bill.state })
  }
  const dues = scope === 'penalty' ? await readPenalties(tx, actor, idsOf(bills), asOf) : []
  const lines = scope === 'principal' ? await openLines(tx, actor, bills) : owedPenalties(dues)
  if (lines.length === 0) throw refuse.nothingOwed()
  return { bills, lines, dues, asOf }
}

function idsOf(bills: readonly PayableBill[]): string[] {
  return bills.map(bill => bill.id)
}

function owedPenalties(dues: readonly PenaltyDue[]): OwedLine[] {
  return dues.map(({ billId, lineId, openFen }) => ({ billId, lineId, owedFen: openFen }))
}

async function openLines(tx: Tx, actor: Actor, bills: readonly PayableBill[]): Promise<OwedLine[]> {
  const lines = await readLines(tx, actor, idsOf(bills))
  return bills
    .flatMap(({ id }) => lines.get(id) ?? [])
    .map(line => ({ billId: line.billId, lineId: line.id, owedFen: line.amountFen - line.settledFen }))
    .filter(line => line.owedFen > 0n)
}

/** The community of a household's bills. */
export async function communityOf(tx: Tx, actor: Actor, billId: string): Promise<string> {
  const { communityId } = await billing(tx)
    .selectFrom('billing.bill')
    .select('communityId')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', billId)
    .executeTakeFirstOrThrow()
  return communityId
}
