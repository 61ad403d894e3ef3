import type { analytics as contract, RequestOf } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'

/**
 * The ages of what is open, summed, of rows `f` with `due_on`, `open_fen`, `premises_id`. Days up to a year, then calendar years:
 * over three years is the day after the third anniversary of the due day (E70: due 2023-06-30 is 2–3 years on 2026-06-30).
 */
export function ageSums(asOf: string): RawBuilder<unknown> {
  const sum = (age: Age) =>
    sql`coalesce(sum(f.open_fen) filter (where ${isOfAge(age, asOf)}), 0)::bigint as ${sql.raw(`${COLUMNS[age]}_fen`)}`
  return sql`${sql.join((Object.keys(COLUMNS) as Age[]).map(sum), sql`, `)}, coalesce(sum(f.open_fen), 0)::bigint as total_fen,
    count(distinct f.premises_id) filter (where f.open_fen > 0)::int as household_count`
}

export type Age = Exclude<NonNullable<RequestOf<typeof contract.listReportLines>['age']>, 'all'>

const COLUMNS: Record<Age, string> = {
  ...{ notDue: 'not_due', days0to30: 'days0to30', days31to90: 'days31to90', days91to180: 'days91to180' },
  ...{ days181to365: 'days181to365', years1to2: 'years1to2', years2to3: 'years2to3', over3years: 'over3years' },
}

/** Whether a row with `due_on` is of this age on the day. */
export function isOfAge(age: Age, asOf: string, alias: 'f' | 'l' = 'f'): RawBuilder<SqlBool> {
  const dueOn = sql.raw(`${alias}.due_on`)
  const days = sql`(${asOf}::date - ${dueOn})`
  const after = (months: number) => sql`(${dueOn} + make_interval(months => ${sql.lit(months)}))::date`
  const cases: Record<Age, RawBuilder<SqlBool>> = {
    notDue: sql`${days} < 0`,
    days0to30: sql`${days} between 0 and 30`,
    days31to90: sql`${days} between 31 and 90`,
    days91to180: sql`${days} between 91 and 180`,
    days181to365: sql`${days} between 181 and 365`,
    years1to2: sql`${days} > 365 and ${asOf}::date <= ${after(24)}`,
    years2to3: sql`${asOf}::date > ${after(24)} and ${asOf}::date <= ${after(36)}`,
    over3years: sql`${asOf}::date > ${after(36)}`,
  }
  return cases[age]
}
