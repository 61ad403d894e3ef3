import { sql } from 'kysely'
import { type Actor, tenantOf } from '../platform/actor.ts'
import type { Tx } from '../platform/db.ts'
import { readLeave } from './leave/leave-view.ts'
import { readScorecard } from './performance/scorecard-view.ts'
import { readSwap } from './swaps/swap-view.ts'
import { workforce } from './tables.ts'
import { readTeam } from './teams/team-view.ts'

/** The words of a certificate: whose and which. */
async function certificate(tx: Tx, actor: Actor, certificateId: string) {
  return workforce(tx)
    .selectFrom('workforce.certificate as c')
    .innerJoin('workforce.employee as e', join =>
      join.onRef('e.tenantId', '=', 'c.tenantId').onRef('e.id', '=', 'c.employeeId'),
    )
    .select(['e.name as employeeName', 'c.title', sql<string>`c.valid_until::text`.as('validUntil')])
    .where('c.tenantId', '=', tenantOf(actor))
    .where('c.id', '=', certificateId)
    .executeTakeFirst()
}

/** The words of a correction: whose and of which day. */
async function correction(tx: Tx, actor: Actor, correctionId: string) {
  return workforce(tx)
    .selectFrom('workforce.correction as c')
    .innerJoin('workforce.employee as e', join =>
      join.onRef('e.tenantId', '=', 'c.tenantId').onRef('e.id', '=', 'c.employeeId'),
    )
    .select(['e.name as employeeName', 'c.day', 'c.note'])
    .where('c.tenantId', '=', tenantOf(actor))
    .where('c.id', '=', correctionId)
    .executeTakeFirst()
}

/** What a notice says of things of the workforce, for who tells people: by id, within the walls of who asks. */
export const facts = {
  certificate,
  correction,
  leave: readLeave,
  swap: readSwap,
  team: readTeam,
  scorecard: (tx: Tx, actor: Actor, scorecardId: string) => readScorecard(tx, actor, { scorecardId }),
}
