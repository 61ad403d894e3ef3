import { type RawBuilder, sql } from 'kysely'

/**
 * The ages of what is open, summed, of rows `f` with `due_on`, `open_fen`, `premises_id`. Days up to a year, then calendar years:
 * over three years is the day after the third anniversary of the due day (E70: due 2023-06-30 is 2–3 years on 2026-06-30).
 */
export function ageSums(asOf: string): RawBuilder<unknown> {
  const sum = (name: string, when: RawBuilder<unknown>) =>
    sql`coalesce(sum(f.open_fen) filter (where ${when}), 0)::bigint as ${sql.raw(name)}`
  const parts = AGE_CASES(asOf).map(([name, when]) => sum(name, when))
  return sql`${sql.join(parts, sql`, `)}, coalesce(sum(f.open_fen), 0)::bigint as total_fen,
    count(distinct f.premises_id) filter (where f.open_fen > 0)::int as household_count`
}

const AGE_CASES = (asOf: string): [string, RawBuilder<unknown>][] => {
  const days = sql`(${asOf}::date - f.due_on)`
  const within = (months: number) =>
    sql`${asOf}::date <= (f.due_on + make_interval(months => ${sql.lit(months)}))::date`
  const over = (months: number) => sql`${asOf}::date > (f.due_on + make_interval(months => ${sql.lit(months)}))::date`
  return [
    ['not_due_fen', sql`${days} < 0`],
    ['days0to30_fen', sql`${days} between 0 and 30`],
    ['days31to90_fen', sql`${days} between 31 and 90`],
    ['days91to180_fen', sql`${days} between 91 and 180`],
    ['days181to365_fen', sql`${days} between 181 and 365`],
    ['years1to2_fen', sql`${days} > 365 and ${within(24)}`],
    ['years2to3_fen', sql`${over(24)} and ${within(36)}`],
    ['over3years_fen', over(36)],
  ]
}
