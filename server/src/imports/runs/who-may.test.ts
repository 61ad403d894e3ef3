import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { approveReadings } from '../../metering/readings/approve-readings.ts'
import type { Actor } from '../../platform/actor.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { decideAdjustments } from '../adjustments/decide-adjustments.ts'
import { type ImportWorld, openImportWorld } from '../testing/import-world.ts'
import { sheetOf, unitSheet } from '../workbook/testing/sample-sheets.ts'
import { cancelImport } from './cancel-import.ts'
import { commitImport } from './commit-import.ts'
import { mapImport } from './map-import.ts'
import { restartImport } from './restart-import.ts'
import { revertImport } from './revert-import.ts'
import { startImport } from './start-import.ts'

/** Who may do what with an import: staff of the community with the right to it; not of some of its buildings, nor of another. */

let world: ImportWorld
beforeAll(async () => {
  world = await openImportWorld()
})
afterAll(() => world.close())

const as = <T>(actor: Actor, work: (tx: Parameters<Parameters<ImportWorld['run']>[0]>[0]) => Promise<T>) =>
  inTransaction(world.database.db, actor, work)
describe('an import of somebody else', () => {
  const deeds = {
    start: (tx: never, who: Actor, importId: string) =>
      startImport(tx, who, { id: importId, communityId: world.communityId, fileId: newId() }),
    map: (tx: never, who: Actor, importId: string) => mapImport(tx, who, { importId, version: 1, sheets: [] } as never),
    restart: (tx: never, who: Actor, importId: string) => restartImport(tx, who, { importId }),
    cancel: (tx: never, who: Actor, importId: string) => cancelImport(tx, who, { importId }),
    decide: (tx: never, who: Actor, importId: string) =>
      decideAdjustments(tx, who, { importId, version: 1, decisions: [] } as never),
    commit: (tx: never, who: Actor, importId: string) => commitImport(tx, who, { importId, changes: [] }),
    revert: (tx: never, who: Actor, importId: string) => revertImport(tx, who, { importId, reason: '试' }),
  }

  test.each(Object.entries(deeds))('%s is not for staff of some buildings', async (_, deed) => {
    const bounded = await world.tenant.staff({ communityIds: [world.communityId], buildingIds: [newId()] })
    await expect(as(bounded, tx => deed(tx as never, bounded, newId()) as Promise<unknown>)).rejects.toMatchObject({
      code: 'platform.beyond_scope',
    })
  })

  test.each(Object.entries(deeds).filter(([name]) => name !== 'start'))(
    '%s is not there for staff of another community',
    async (_, deed) => {
      const { id } = await world.plan([unitSheet([[1, '1', 10, '是']])])
      const stranger = await world.tenant.staff({ communityIds: [newId()] })
      await expect(as(stranger, tx => deed(tx as never, stranger, id) as Promise<unknown>)).rejects.toMatchObject({
        code: 'platform.not_found',
      })
    },
  )
})

describe('what an import wrote', () => {
  const commit = async (importId: string) => {
    await world.run(tx => commitImport(tx, world.staff, { importId, changes: [] }))
    await world.settle()
    return importId
  }
  const meters = (code: string) =>
    sheetOf('表具', '表号 表类型 用途 位置 安装日期', [[code, '冷水', '总表', '泵房', '2024-01-01']])

  test('is taken back by who might have let it be written, not by who may only import', async () => {
    const importId = await commit((await world.plan([meters('W-1')])).id)
    const clerk = await world.tenant.staff({ permissions: ['imports.run'] })
    const takeBack = (who: Actor) => as(who, tx => revertImport(tx, who, { importId, reason: '传错了' }))
    await expect(takeBack(clerk)).rejects.toMatchObject({
      ...{ code: 'platform.not_allowed', params: { permission: 'metering.meters.manage' } },
    })
    const keeper = await world.tenant.staff({ permissions: ['imports.run', 'metering.meters.manage'] })
    expect(await takeBack(keeper)).toMatchObject({ state: 'reverting' })
    await world.settle()
  })

  test('as readings is not approved by who brought the file, whoever let it be written', async () => {
    await commit((await world.plan([meters('W-2')])).id)
    const { id } = await world.plan([sheetOf('抄表', '表号 抄表日期 本次读数', [['W-2', '2024-02-01', '5']])])
    const colleague = await world.tenant.staff()
    await as(colleague, tx => commitImport(tx, colleague, { importId: id, changes: [] }))
    await world.settle()
    const [reading] = await world.look<{ id: string }>(
      `select id from metering.reading where source = 'excel' and state in ('entered', 'flagged')`,
    )
    const approve = (who: Actor) =>
      as(who, tx =>
        approveReadings(tx, who, {
          ...{ communityId: world.communityId, readingIds: [reading?.id ?? ''], roundId: null },
        }),
      )
    expect(await approve(world.staff)).toMatchObject({ approved: 0, left: [{ why: 'own' }] })
    const third = await world.tenant.staff()
    expect(await approve(third)).toMatchObject({ approved: 1, left: [] })
  })
})
