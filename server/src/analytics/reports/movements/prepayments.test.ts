import { analytics as contract } from '@anju/contract'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type TestDatabase } from '../../../../testing/database.ts'
import { asOwner } from '../../../../testing/world.ts'
import { setClock } from '../../../platform/clock.ts'
import { inTransaction } from '../../../platform/db.ts'
import { fen, makeReportWorld } from '../../testing/report-world.ts'
import { listMovementRows } from './movement-rows-view.ts'
import { listPrepayments } from './prepayments-view.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database?.drop())
beforeEach(() => setClock(new Date('2026-06-30T12:00:00+08:00')))
afterEach(() => setClock(null))

const page = { limit: 50 }
const SPAN = { from: '2026-05', to: '2026-06' }

test('预存 by what it is kept for: one item, several, any; each row opens the movements that add up to it', async () => {
  const world = await makeReportWorld(database)
  await world.prepay(0, '2026-04-02', '100')
  await world.prepay(0, '2026-05-03', '20')
  await world.prepay(1, '2026-05-04', '300')
  await world.prepay(2, '2026-06-05', '7')
  const keep = (room: number, items: string[]) =>
    asOwner(database, 'update billing.purse set item_ids = $1 where tenant_id = $2 and premises_id = $3', [
      ...[items, world.tenant.tenantId, world.rooms[room]],
    ])
  await keep(1, [world.itemId])
  await keep(2, [world.itemId, world.otherItemId])
  const actor = await world.tenant.staff()
  const report = await inTransaction(database.db, actor, tx =>
    listPrepayments(tx, actor, { ...page, ...SPAN, by: 'item', sort: '-closingFen' }),
  )
  expect(report.items.map(row => [row.name, row.groupId, row.openingFen, row.topUpFen, row.closingFen])).toEqual([
    ['物业费', world.itemId, 0n, fen('300'), fen('300')],
    ['', null, fen('100'), fen('20'), fen('120')],
    [expect.stringMatching(/^(物业费、车位费|车位费、物业费)$/), null, 0n, fen('7'), fen('7')],
  ])
  const months = await inTransaction(database.db, actor, tx =>
    listPrepayments(tx, actor, { ...page, ...SPAN, by: 'month' }),
  )
  expect(report.sums).toEqual(months.sums)
  expect(z.safeEncode(contract.listPrepayments.response, report).success).toBe(true)
  for (const row of report.items) {
    const rows = await inTransaction(database.db, actor, tx =>
      listMovementRows(tx, actor, { ...page, ...SPAN, of: 'prepayment', purposeId: row.id }),
    )
    expect([row.name, rows.sums.amountFen]).toEqual([row.name, row.closingFen - row.openingFen])
  }
})
