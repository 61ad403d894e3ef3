import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tenantOf } from '../../platform/actor.ts'
import { inTransaction } from '../../platform/db.ts'
import { writeWorkbook } from '../../platform/excel/write-workbook.ts'
import { filePath } from '../../platform/files/store-file.ts'
import type { JobDoor } from '../../platform/jobs.ts'
import { type ImportWorld, openImportWorld } from '../testing/import-world.ts'
import { BASE, roomRow, roomSheet } from '../workbook/testing/sample-sheets.ts'
import { cancelImport } from './cancel-import.ts'
import { commitImport } from './commit-import.ts'
import { followRun } from './follow-run.ts'
import { restartImport } from './restart-import.ts'

let world: ImportWorld
beforeAll(async () => {
  world = await openImportWorld()
})
afterAll(() => world.close())

const workbook = (rooms: string[]) => [
  BASE.units,
  BASE.owners,
  BASE.rules,
  roomSheet(rooms.map(code => roomRow(code, '1'))),
]
const door = (): JobDoor => ({
  db: world.database.db,
  config: world.database.config,
  run: work => inTransaction(world.database.db, world.tenant.system, work),
})
const roomsStored = async () =>
  (await world.look<{ count: number }>('select count(*)::int as count from registry.premises'))[0]?.count
const runOf = async (importId: string) =>
  (await world.look<{ run: number }>('select run from imports.progress where import_id = $1', [importId]))[0]?.run ?? 0

const noticesOf = (importId: string) =>
  world.look('select kind, params from messaging.notice where about_id::text = $1 order by at', [importId])

describe('a run', () => {
  it('tells how far it is while it works, and nothing when it is done', async () => {
    const id = await world.begin(workbook(['101', '102']))
    expect((await world.read(id)).progress).toMatchObject({ phase: 'waiting', done: 0, cancelAsked: false })
    await world.settle()
    expect(await world.read(id)).toMatchObject({ state: 'planned', progress: null, failure: null })
    const [row] = await world.look('select rows_read, rows_planned, phase from imports.progress where import_id = $1', [
      id,
    ])
    expect(row).toEqual({ rows_read: 5, rows_planned: 5, phase: 'checking' })
  })

  it('stopped while it is read writes nothing and can be begun again', async () => {
    const id = await world.begin(workbook(['101']))
    const stopped = await world.run(tx => cancelImport(tx, world.staff, { importId: id }))
    expect(stopped.state).toBe('cancelled')
    await world.settle()
    expect((await world.read(id)).state).toBe('cancelled')
    await expect(world.run(tx => cancelImport(tx, world.staff, { importId: id }))).rejects.toThrow(
      'imports.nothing_to_cancel',
    )
    await world.run(tx => restartImport(tx, world.staff, { importId: id }))
    await world.settle()
    expect((await world.read(id)).state).toBe('planned')
  })

  it('stopped while it is written rolls everything back', async () => {
    const { id } = await world.plan(workbook(['101', '102']))
    await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))
    const asked = await world.run(tx => cancelImport(tx, world.staff, { importId: id }))
    expect([asked.state, asked.progress?.cancelAsked]).toEqual(['committing', true])
    await world.settle()
    expect((await world.read(id)).state).toBe('cancelled')
    expect(await roomsStored()).toBe(0)
  })

  it('asked to stop at the last moment: the commit and the stop cannot both be', async () => {
    const { id } = await world.plan(workbook(['101']))
    await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))
    const [, asked] = await Promise.allSettled([
      world.settle(),
      world.run(tx => cancelImport(tx, world.staff, { importId: id })),
    ])
    const { state } = await world.read(id)
    if (asked.status === 'fulfilled') expect([state, await roomsStored()]).toEqual(['cancelled', 0])
    else expect([state, await roomsStored()]).toEqual(['committed', 1])
  })

  it('that a newer run has replaced does not touch the import', async () => {
    const id = await world.begin(workbook(['101']))
    const old = await runOf(id)
    await world.run(tx => restartImport(tx, world.staff, { importId: id }))
    let worked = false
    await followRun(door(), world.tenant.system, { importId: id, run: old }, 'reading', async () => {
      worked = true
    })
    expect(worked).toBe(false)
    expect((await world.read(id)).state).toBe('reading')
    await world.settle()
    expect((await world.read(id)).state).toBe('planned')
  })

  it('that errs three times has failed, says so, and can be begun again', async () => {
    const id = await world.begin(workbook(['101']))
    const run = await runOf(id)
    const broken = () =>
      followRun(door(), world.tenant.system, { importId: id, run }, 'reading', async () => {
        throw new Error('the disk is gone')
      })
    await expect(broken()).rejects.toThrow('the disk is gone')
    await expect(broken()).rejects.toThrow('the disk is gone')
    await broken()
    expect(await world.read(id)).toMatchObject({ state: 'failed', failure: 'imports.broken_off' })
    await world.settle()
    expect(await noticesOf(id)).toEqual([{ kind: 'import-failed', params: { name: '资料.xlsx' } }])
    await world.run(tx => restartImport(tx, world.staff, { importId: id }))
    await world.settle()
    expect((await world.read(id)).state).toBe('planned')
  })

  it('whose process died three times has failed at the fourth start', async () => {
    const id = await world.begin(workbook(['101']))
    await world.look('update imports.progress set attempts = 3 where import_id = $1', [id])
    await world.settle()
    expect(await world.read(id)).toMatchObject({ state: 'failed', failure: 'imports.broken_off' })
  })

  it('without its file fails, whoever took the file away', async () => {
    const id = await world.begin(workbook(['101']))
    await world.look('update imports.progress set attempts = 2 where import_id = $1', [id])
    const { fileId } = await world.read(id)
    await rm(filePath(world.database.config.dataDir, tenantOf(world.staff), fileId))
    await world.settle()
    expect((await world.read(id)).failure).toBe('platform.not_found')
  })
})

describe('the end of an import', () => {
  it('is told to who began it, with what is new', async () => {
    const { id } = await world.plan(workbook(['777']))
    await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))
    await world.settle()
    const { counts } = await world.read(id)
    const created = counts.reduce((sum, { create }) => sum + create, 0)
    expect(await noticesOf(id)).toEqual([
      { kind: 'import-finished', params: { name: '资料.xlsx', created: String(created), updated: '0' } },
    ])
  })
})

describe('the same file again', () => {
  it('is recognised by its bytes when it has been written before', async () => {
    const bytes = await writeWorkbook(workbook(['901']))
    const first = await world.plan(bytes)
    expect(first.sameFile).toBeNull()
    await world.run(tx => commitImport(tx, world.staff, { importId: first.id, changes: [] }))
    await world.settle()
    const committed = await world.read(first.id)
    expect([committed.state, committed.committedBy]).toEqual(['committed', '导入员'])
    const again = await world.plan(bytes)
    expect(again.sameFile).toMatchObject({ id: first.id, committedBy: '导入员' })
    expect(again.counts.map(({ create }) => create)).toEqual(again.counts.map(() => 0))
  })
})
