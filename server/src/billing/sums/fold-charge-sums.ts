import { sql } from 'kysely'
import { defineCron } from '../../platform/cron/define-cron.ts'
import { billing } from '../tables.ts'

/**
 * Every night what was billed and settled since becomes one row per place and months: the database adds to `billing.charge_sum`,
 * `billing.charged_year` and `billing.cash_sum` with every statement that writes lines or settlements, and the reports read them.
 */
export const foldChargeSums = defineCron('billing.foldChargeSums', { daily: '03:40' }, async tx => {
  await sql`select billing.fold_charge_sums()`.execute(billing(tx))
  await sql`select billing.fold_report_sums()`.execute(billing(tx))
})
