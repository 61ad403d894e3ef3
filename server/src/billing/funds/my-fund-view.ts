import type { portal as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { billing } from '../tables.ts'
import { lineOf } from './fund-homes-view.ts'

type Fund = ResponseOf<typeof contract.readMyFund>
type Movement = Fund['movements'][number]

const MAX_MOVEMENTS = 100

interface Terms {
  areaM2: string | null
  hasPart: boolean
  yuanPerM2: string | null
  topUpPercent: string
}

/**
 * What is in the maintenance fund of a home of the resident's own, and how it moved; what the premises had that it was merged or split from is
 * in it. The database tells owners only, and only of their homes (民法典 281). Errors: platform.not_found.
 */
export async function readMyFund(
  tx: Tx,
  _actor: Actor,
  { premisesId }: RequestOf<typeof contract.readMyFund>,
): Promise<Fund> {
  const { rows: known } = await sql<Terms>`
    select t.area_m2::text as area_m2, t.has_part, t.deposit_yuan_per_m2::text as yuan_per_m2, t.top_up_percent::text as top_up_percent
    from billing.my_fund_terms(${premisesId}::uuid) t`.execute(billing(tx))
  const [terms] = known
  if (!terms) throw refuse.notFound()
  const { rows } = await sql<Movement>`
    select m.id, m.moved_on, m.what, m.is_taken_back, m.words, m.amount_fen from billing.my_fund_moves(${premisesId}::uuid) m
    order by m.moved_on desc, m.id desc`.execute(billing(tx))
  const sum = (...whats: Movement['what'][]) =>
    rows.reduce((fen, row) => (whats.includes(row.what) ? fen + row.amountFen : fen), 0n)
  const [receivedFen, incomeFen, spentFen] = [sum('received'), sum('income', 'opening'), -sum('spend')]
  const balanceFen = receivedFen + incomeFen - spentFen
  return {
    ...{ areaM2: terms.areaM2, receivedFen, incomeFen, spentFen, balanceFen },
    ...lineOf({ ...terms, balanceFen }, terms),
    movements: rows.slice(0, MAX_MOVEMENTS),
    movementCount: rows.length,
  }
}
