import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { minDate } from '../../platform/period.ts'
import { percentOfFen } from '../revenue/revenue.ts'
import { billing } from '../tables.ts'
import { type DuePart, duePartsOf, openPenalties, partsLeft, principalsOf } from './chain.ts'
import { type Penalty, type PenaltyTerms, penaltyOf } from './penalty.ts'
import { type LateLine, readLate, readTakenBack } from './read-late.ts'

/** What lateness of a line costs as of a day and is not paid, waived or stored yet. */
export interface PenaltyDue {
  billId: string
  lineId: string
  /** Worked out from the due date to `asOf`. */
  penalty: Penalty
  /** Of that, stored already: paid, waived or frozen before, for this line or for one that it took the place of. */
  storedFen: bigint
  openFen: bigint
  terms: PenaltyTerms
  asOf: string
}

/**
 * Penalties of issued bills as of a day, line by line (R9, E46–E52): on what was open on each day, whatever settled the rest.
 * A correction counts from the beginning, since the debt was never owed: what was paid too much and credited is no principal, and what was
 * charged for a line that was taken back counts for those in its place. What is more than it was is due when the correction says, the rest when
 * it was; of what somebody else owes since, the days until then stay with whoever owed it. Days on which a bill is or was held, or its penalty frozen, do not
 * count, under the bill that takes its place either. Money that came and was taken back by mistake of the cashier was there for these days;
 * money that never came (a cheque that bounced) was not.
 * Of an arrear taken over the former system's penalty stands as it is, and our own days begin after the day it was counted to.
 */
export async function readPenalties(
  tx: Tx,
  actor: Actor,
  billIds: readonly string[],
  asOf: string,
): Promise<PenaltyDue[]> {
  if (billIds.length === 0) return []
  const asked = new Set(billIds)
  const dues: PenaltyDue[] = []
  for (const { lines, open } of await countChains(tx, actor, billIds, asOf, false)) {
    for (const { row, terms, penalty } of lines) {
      const { openFen = 0n, elsewhereFen = 0n } = open.get(row.lineId) ?? {}
      const { billId, lineId } = row
      const storedFen = row.storedFen + elsewhereFen
      if (asked.has(billId) && openFen > 0n) dues.push({ billId, lineId, terms, penalty, storedFen, openFen, asOf })
    }
  }
  return dues.toSorted((a, b) => (a.billId === b.billId ? 0 : a.billId < b.billId ? -1 : 1))
}

/** A chain of which more penalty was stored than its lateness costs. */
export interface Excess {
  lineIds: string[]
  excessFen: bigint
}

/**
 * Chains of these bills of which more was stored than they cost as of a day, counted from the day on which they first were due: that a
 * correction gives the payer a later day forgives what is open, and does not give back what was rightly paid.
 */
export async function readExcess(tx: Tx, actor: Actor, billIds: readonly string[], asOf: string): Promise<Excess[]> {
  if (billIds.length === 0) return []
  const chains = await countChains(tx, actor, billIds, asOf, true)
  return chains
    .filter(chain => chain.excessFen > 0n)
    .map(({ lines, excessFen }) => ({ lineIds: lines.map(({ row }) => row.lineId), excessFen }))
}

interface Counted {
  row: LateLine
  terms: PenaltyTerms
  penalty: Penalty
}

interface CountedChain extends ReturnType<typeof openPenalties> {
  lines: Counted[]
}

async function countChains(
  tx: Tx,
  actor: Actor,
  billIds: readonly string[],
  asOf: string,
  fromFirstDue: boolean,
): Promise<CountedChain[]> {
  const rows = await readLate(tx, actor, billIds, asOf)
  const corrected = new Set(rows.filter(row => row.rootId !== row.billId).map(row => row.rootId))
  for (const row of rows) if (row.settlements.some(isCorrection)) corrected.add(row.rootId)
  const keyOf = (of: { rootId: string; payerPersonId: string | null }) => `${of.rootId}/${of.payerPersonId}`
  const reds = Map.groupBy(await readTakenBack(tx, actor, [...corrected]), keyOf)
  return [...Map.groupBy(rows, keyOf)].map(([key, chain]) => {
    const principals = principalsOf(
      chain.map(row => ({ ...row, principalFen: row.amountFen - settledBy(row, true) })),
      reds.get(key) ?? [],
    )
    const parts = duePartsOf(chain, reds.get(key) ?? [])
    const firstDue = chain.map(row => row.dueOn).reduce(minDate)
    const lines = chain.map(row =>
      counted(row, principals.get(row.lineId) ?? 0n, fromFirstDue ? firstDue : (parts.get(row.lineId) ?? []), asOf),
    )
    const costs = lines.map(({ row, penalty }) => ({
      ...{ lineId: row.lineId, costFen: penalty.fen, storedFen: row.storedFen },
    }))
    return { lines, ...openPenalties(costs) }
  })
}

function settledBy(row: LateLine, corrections: boolean): bigint {
  return row.settlements.reduce((sum, one) => (isCorrection(one) === corrections ? sum + BigInt(one.fen) : sum), 0n)
}

const isCorrection = ({ kind }: { kind: string }) => kind === 'correction' || kind === 'carried'

/** `due` is one day for all of the line, or its parts. */
function counted(row: LateLine, principalFen: bigint, due: string | readonly DuePart[], asOf: string): Counted {
  const terms = row.terms ?? NO_TERMS
  const paid = row.settlements.filter(one => !isCorrection(one))
  const carriedFen = row.settlements.reduce((sum, one) => (one.kind === 'carried' ? sum + BigInt(one.fen) : sum), 0n)
  const penalty = penaltyOf(terms, {
    principalFen,
    ...(typeof due === 'string'
      ? { dueOn: due }
      : { dueOn: row.dueOn, parts: partsLeft(due, carriedFen, principalFen) }),
    payments: paid.map(one => ({ paidOn: one.on, fen: BigInt(one.fen) })),
    asOf,
    frozen: [...(row.takenOverTo ? [{ from: row.dueOn, to: row.takenOverTo }] : []), ...row.holds],
  })
  return { row, terms, penalty: withTakenOver(penalty, terms, row) }
}

/** No rule says a penalty: only what was taken over stands. */
const NO_TERMS: PenaltyTerms = {
  rate: { by: 'day', percent: '0' },
  graceDays: 0,
  countedFrom: 'due-date',
  capPercent: null,
}

/** Adds what the former system had counted; the cap is of both together. */
function withTakenOver(counted: Penalty, { capPercent }: PenaltyTerms, row: LateLine): Penalty {
  if (row.takenOverFen === 0n || row.takenOverTo === null) return counted
  const takenOver = { fen: row.takenOverFen, to: row.takenOverTo }
  const fen = counted.fen + takenOver.fen
  const cap = capPercent === null ? null : percentOfFen(row.amountFen, capPercent)
  return cap !== null && fen > cap ? { ...counted, fen: cap, capped: true, takenOver } : { ...counted, fen, takenOver }
}

/**
 * Bills of a household that were settled after they were due, by rules with a penalty or with one taken over: it may still be open.
 */
export async function readPaidLate(tx: Tx, actor: Actor, premisesId: string, asOf: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select b.id from billing.bill b
    left join billing.rule r on r.tenant_id = b.tenant_id and r.id = b.rule_id and r.terms ? 'penalty'
    left join billing.opening_debt o on o.tenant_id = b.tenant_id and o.bill_id = b.id
    where (r.id is not null or o.penalty_fen > 0) and b.tenant_id = ${tenantOf(actor)}::uuid and b.premises_id = ${premisesId}::uuid and b.state = 'issued' and b.kind <> 'penalty'
      and b.due_on < ${asOf}::date and b.amount_fen > 0 and b.settled_fen = b.amount_fen
      and exists (select 1 from billing.settlement s where s.tenant_id = b.tenant_id and s.bill_id = b.id and s.settled_on > b.due_on)
    order by b.due_on, b.id`.execute(billing(tx))
  return rows.map(row => row.id)
}
