import { listAgeing } from '../server/src/analytics/reports/ageing/ageing-view.ts'
import { listCollection } from '../server/src/analytics/reports/collection/collection-view.ts'
import {
  listHouseholdRates,
  readHouseholdRates,
} from '../server/src/analytics/reports/collection/household-rates-view.ts'
import { listReportLines } from '../server/src/analytics/reports/lines/lines-view.ts'
import { listCash } from '../server/src/analytics/reports/movements/cash-view.ts'
import { listPenalties } from '../server/src/analytics/reports/penalties/penalties-view.ts'
import { listReceivables } from '../server/src/analytics/reports/receivables/receivables-view.ts'
import type { Actor } from '../server/src/platform/actor.ts'
import { today } from '../server/src/platform/clock.ts'
import { inTransaction, type Tx } from '../server/src/platform/db.ts'
import { type Ground, layGround, percentiles, print, secondsOf } from './ground.ts'
import { layHistory } from './history.ts'

/**
 * The money reports over premises with three years of history: server time of the verbs with their transaction and walls, against a
 * plain sum over the lines and settlements (the limit of a report that reads them all). `bench/reports.ts [premises]`.
 * Target: the collection-rate report over 100,000 premises ≤ 1 s.
 */
const ROUNDS = 7

export async function measureReports(ground: Ground): Promise<void> {
  const year = today().slice(0, 4)
  const span = { from: `${year}-01`, to: today().slice(0, 7) }
  const time = async <I extends object>(
    name: string,
    verb: (tx: Tx, actor: Actor, input: I) => Promise<unknown>,
    input: I,
  ) => {
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const ask = () => inTransaction(ground.db, ground.actor, tx => verb(tx, ground.actor, input), { readOnly: true })
      times.push(1000 * (await secondsOf(ask)))
    }
    const { p50 } = percentiles(times)
    print(`${name}: p50`, p50, 'ms')
    print(`${name}: slowest of ${ROUNDS}`, Math.max(...times), 'ms')
  }
  const page = { limit: 50 }
  for (const by of ['month', 'building', 'item'] as const)
    await time(`collection rates by ${by} (target ≤ 1000)`, listCollection, { ...page, by, ...span })
  for (const by of ['month', 'building'] as const)
    await time(`receivables by ${by}, as of today`, listReceivables, { ...page, by, ...span })
  await time('receivables by month, as of a day in mid-month a year ago', listReceivables, {
    ...{ ...page, by: 'month' as const, from: `${Number(year) - 1}-01`, to: `${Number(year) - 1}-06` },
    asOf: `${Number(year) - 1}-06-11`,
  })
  await time('ageing by building', listAgeing, { ...page, by: 'building' as const })
  await time('households and saturation (target ≤ 1000)', readHouseholdRates, span)
  for (const by of ['month', 'item', 'community', 'building'] as const)
    await time(`households and saturation by ${by} (target ≤ 2000)`, listHouseholdRates, { ...page, by, ...span })
  for (const by of ['month', 'day', 'community', 'method', 'channel', 'cashier'] as const)
    await time(`money taken by ${by} (target ≤ 2000)`, listCash, { ...page, by, ...span })
  await time('lines that are open, the first page', listReportLines, { ...page, standing: 'open' as const, ...span })
  await ground.owner.query(
    `update billing.rule set terms = terms || '{"penalty": {"rate": {"by": "day", "percent": "0.05"}, "graceDays": 0, "countedFrom": "end-of-grace", "capPercent": "100"}}'`,
  )
  await time('penalties by month, with what accrues on all that is late', listPenalties, {
    ...page,
    by: 'month' as const,
    ...span,
  })
  const plain = await secondsOf(() =>
    ground.owner.query(
      `select sum(l.amount_fen), (select sum(amount_fen) from billing.settlement) from billing.bill_line l
        join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id`,
    ),
  )
  print('for comparison: a plain sum over all lines with their bills, and all settlements', 1000 * plain, 'ms')
}

if (import.meta.main) {
  const ground = await layGround('reports')
  try {
    await layHistory(ground, Number(process.argv[2] ?? 100_000))
    await measureReports(ground)
  } finally {
    await ground.close()
  }
}
