import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { workforce } from '../tables.ts'
import { writeCells } from './change-rota.ts'
import type { CellChange } from './clash.ts'

/** Takes an employee out of the rota after a day; open swaps about those days are withdrawn. Answers how many duties became free. */
export async function freeDutiesAfter(tx: Tx, actor: Actor, employeeId: string, day: string): Promise<number> {
  const rows = await workforce(tx)
    .selectFrom('workforce.duty')
    .select(['day', 'shiftId', 'teamId', 'communityId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('employeeId', '=', employeeId)
    .where('day', '>', day)
    .orderBy('day')
    .execute()
  const teams = new Map(rows.map(row => [row.teamId, row.communityId]))
  for (const [id, communityId] of teams) {
    const changes = rows
      .filter(row => row.teamId === id)
      .map((row): CellChange => {
        return { employeeId, day: row.day, was: row.shiftId, duty: null }
      })
    await writeCells(tx, actor, { id, communityId }, changes, 'leaving')
  }
  await workforce(tx)
    .updateTable('workforce.swap')
    .set({ state: 'withdrawn' })
    .where('tenantId', '=', tenantOf(actor))
    .where('state', 'in', ['asked', 'accepted'])
    .where(sql<boolean>`((asker_id = ${employeeId} and asker_day > ${day}::date)
      or (partner_id = ${employeeId} and (partner_day > ${day}::date or asker_day > ${day}::date)))`)
    .execute()
  return rows.length
}
