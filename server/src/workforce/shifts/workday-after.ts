import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { workforce } from '../tables.ts'

/**
 * The day that is so many working days after another, by the company's calendar (weekends and holidays do not count, moved workdays do);
 * residents may ask, too.
 * @param startOn a civil day, not counted itself
 * @param workdays 1–60
 */
export async function workdayAfter(tx: Tx, startOn: string, workdays: number): Promise<string> {
  const { rows } = await sql<{
    day: string
  }>`select workforce.workday_after(${startOn}::date, ${workdays}::int) as day`.execute(workforce(tx))
  const [found] = rows
  if (!found) throw new Error('The calendar answered no day.')
  return found.day
}
