import { analytics as contract } from '@anju/contract'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type TestDatabase } from '../../../../testing/database.ts'
import { makeMoneyWorld } from '../../../billing/testing/money-world.ts'
import { setClock } from '../../../platform/clock.ts'
import { listReportLines } from '../lines/lines-view.ts'
import { listPenalties } from './penalties-view.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database?.drop())
afterEach(() => setClock(null))

test('应计未收 opens the late lines, of whatever months, with what each costs as of today', async () => {
  setClock(new Date('2026-01-01T02:00:00Z'))
  const world = await makeMoneyWorld(database)
  const penalty = {
    rate: { by: 'day' as const, percent: '0.05' },
    ...{ graceDays: 0, countedFrom: 'end-of-grace' as const, capPercent: '100' },
  }
  await world.charge('物业费', '1000', '2026-01-31', { penalty, cycleMonths: 12, kind: 'one-off' })
  await world.charge('电梯费', '600', '2026-01-21', { penalty, cycleMonths: 12, kind: 'one-off' })
  await world.bill('2026-01')
  world.at('2026-03-02')
  const { accruing } = await world.as((tx, actor) => listPenalties(tx, actor, { limit: 50, by: 'month' }))
  // 30 days of 1000.00 and 40 of 600.00, at 0.05 % a day.
  expect(accruing).toEqual({ fen: 15_00n + 12_00n, lineCount: 2, leftOutCount: 0, countedAt: null, asOf: '2026-03-02' })
  const asked = { limit: 50, number: 'accruing', from: '2020-01', to: '2020-01' } as const
  const lines = await world.as((tx, actor) => listReportLines(tx, actor, { ...asked, sort: '-numberFen' }))
  expect(lines.items.map(line => [line.itemName, line.numberFen])).toEqual([
    ['物业费', 15_00n],
    ['电梯费', 12_00n],
  ])
  expect([lines.sums.numberFen, lines.total]).toEqual([accruing?.fen, 2])
  expect(z.safeEncode(contract.listReportLines.response, lines).success).toBe(true)
})
