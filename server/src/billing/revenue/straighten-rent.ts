import { sql } from 'kysely'
import { type Closing, type ClosingEntry, defineClosingCheck, defineClosingEntry } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { fenToYuan } from '../../platform/money.ts'
import type { CivilDate } from '../../platform/period.ts'
import { readSettings } from '../../platform/settings/read-setting.ts'
import { deferRevenue, straightenRent } from '../settings.ts'
import { billing } from '../tables.ts'
import { readStraightRents, type StraightRent } from './straight-rents.ts'

/** Closing a month recognises rent evenly over its lease, whatever was billed of it (直线法, E45). */
defineClosingEntry({ sourceKind: 'billing.rent-straightened', propose, keep })

const ACCOUNT = '1473'

/**
 * Debit 1473, credit 6001 by the difference between what rents have earned beyond what was billed of them and what the account holds: positive in
 * rent-free months, negative when rents are higher than their mean, nothing in all when a lease is over. With the setting off, what is held goes back.
 */
async function propose(tx: Tx, actor: Actor, closing: Closing): Promise<ClosingEntry | null> {
  const rents = await readRents(tx, actor, closing)
  const heldFen = await heldOn(tx, actor, closing.communityId, closing.lastDay)
  if (rents.length === 0 && heldFen === 0n) return null
  const fen = beyondBilled(rents) - heldFen
  return {
    memo: '租金按直线法确认',
    later: [],
    kept: rents,
    rents: rents.map(({ assignmentId, premisesLabel, totalFen, earnedFen, billedFen }) => ({
      ...{ assignmentId, premisesLabel, totalFen, earnedFen, billedFen },
    })),
    postings: [
      { accountCode: '1473' as const, amountFen: fen },
      { accountCode: '6001' as const, amountFen: -fen },
    ].filter(posting => posting.amountFen !== 0n),
  }
}

/** What was posted, as it was read: somebody may have changed a lease since. */
async function keep(tx: Tx, actor: Actor, closing: Closing, entry: ClosingEntry): Promise<void> {
  const rents = (entry.kept ?? []) as readonly StraightRent[]
  if (rents.length === 0) return
  const { id: periodId, communityId } = closing
  await billing(tx)
    .insertInto('billing.rentStraightening')
    .values(
      rents.map(({ basis, premisesLabel: _, ...rent }) => ({
        ...{ tenantId: tenantOf(actor), periodId, communityId, ...rent, basis: JSON.stringify(basis) },
      })),
    )
    .execute()
}

/** Revenue must be that of each month before it can be made even. */
async function readRents(tx: Tx, actor: Actor, closing: Closing): Promise<StraightRent[]> {
  const { isDeferred, isStraight } = await readSettings(
    tx,
    { isDeferred: deferRevenue, isStraight: straightenRent },
    {},
  )
  return isDeferred && isStraight ? readStraightRents(tx, actor, closing) : []
}

/** Before the next month is closed: what the last closing said of rents is what the ledger still holds. */
defineClosingCheck(async (tx, actor, communityId) => {
  const { rows } = await sql<{ asOf: string; fen: bigint }>`
    select as_of, sum(earned_fen - billed_fen)::bigint as fen from billing.public_rent_straightening
    where tenant_id = ${tenantOf(actor)}::uuid and community_id = ${communityId}::uuid group by as_of order by as_of desc limit 1`.execute(
    billing(tx),
  )
  const [last] = rows
  if (!last) return []
  const heldFen = await heldOn(tx, actor, communityId, last.asOf)
  return heldFen === last.fen ? [] : [`直线法租金：总账 ${fenToYuan(heldFen)}，业务 ${fenToYuan(last.fen)}`]
})

function beyondBilled(rents: readonly StraightRent[]): bigint {
  return rents.reduce((sum, { earnedFen, billedFen }) => sum + earnedFen - billedFen, 0n)
}

/** What 1473 of a community holds at the end of a day, debit positive. */
async function heldOn(tx: Tx, actor: Actor, communityId: string, day: CivilDate): Promise<bigint> {
  const { rows } = await sql<{ fen: bigint }>`
    select coalesce(sum(p.amount_fen), 0)::bigint as fen from ledger.public_posting p
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.community_id = ${communityId}::uuid and p.account_code = ${ACCOUNT}
      and p.posted_on <= ${day}::date`.execute(billing(tx))
  return rows[0]?.fen ?? 0n
}
