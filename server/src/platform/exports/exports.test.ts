import { existsSync, readFileSync } from 'node:fs'
import { route } from '@anju/contract'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../actor.ts'
import { now, setClock } from '../clock.ts'
import { drawer, inTransaction, type Tx } from '../db.ts'
import { refuse } from '../errors.ts'
import { readSheets } from '../excel/read-workbook.ts'
import { newId } from '../ids.ts'
import { drainJobs } from '../jobs.ts'
import { PLATFORM_JOBS } from '../platform-jobs.ts'
import { cancelExport } from './cancel-export.ts'
import { defineExport } from './define-export.ts'
import { exportPath, listExports, readExport } from './export-view.ts'
import { startExport } from './start-export.ts'

const platform = drawer('platform')
const columnsOfNumbers = [
  { title: '序号', value: (row: { n: number }) => row.n, format: 'integer' as const },
  { title: '小区', value: (row: { scope: string }) => row.scope },
]
const query = z.object({ upTo: z.coerce.number<number | string>().int(), format: z.enum(['xlsx', 'csv']) })
const spec = route({
  method: 'GET',
  path: '/test/numbers/export',
  summary: 'Numbers.',
  permission: 'billing.bills.read',
  query,
  response: 'file',
})

/** Numbers from 1, page after page, and whom the walls take the asker for. */
async function listNumbers(
  tx: Tx,
  _actor: Actor,
  { upTo, limit, cursor, sort }: { upTo: number; limit: number; cursor?: string; sort?: string },
) {
  if (sort !== undefined && sort !== '-n') throw refuse.sortWrong()
  if (upTo === 13) throw new Error('unlucky')
  const from = Number(cursor ?? 0)
  const { rows } = await sql<{ n: number; scope: string }>`
    select n, current_setting('anju.community_ids') as scope from generate_series(${from + 1}::int, ${Math.min(from + limit, upTo)}::int) n`.execute(
    platform(tx),
  )
  return {
    items: sort === '-n' ? rows.toReversed() : rows,
    next: from + limit < upTo ? String(from + limit) : null,
    total: upTo,
  }
}
const exportNumbers = defineExport(spec, '数字', listNumbers, columnsOfNumbers)

let database: TestDatabase
let tenant: Tenant
let staff: Actor
const community = newId()
beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  staff = await tenant.staff({ name: '王经理', communityIds: [community] })
})
afterEach(() => setClock(null))
afterAll(() => database.drop())

const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => inTransaction(database.db, actor, work)
const settle = () => drainJobs(database.db, database.config, database.jobsUrl, [], PLATFORM_JOBS)
const begin = (upTo: unknown, format: 'xlsx' | 'csv', actor = staff) => {
  const id = newId()
  return as(actor, tx => startExport(tx, actor, { id, route: spec.path, query: { upTo }, format }))
}
const read = (exportId: string, actor = staff) => as(actor, tx => readExport(tx, actor, { exportId }))
const fileOf = (id: string) => exportPath(database.config.dataDir, tenant.tenantId, id)

describe('an export in the background', () => {
  it('writes any number of rows, as who asked, with who and when in the file', async () => {
    const started = await begin(60_000, 'xlsx')
    expect([started.state, started.total]).toEqual(['waiting', null])
    await settle()
    const ready = await read(started.id)
    expect(ready).toMatchObject({ state: 'ready', rowsWritten: 60_000, total: null, failure: null })
    expect(ready.fileName).toMatch(/^数字-\d{4}-\d\d-\d\d-\d{4}-王经理\.xlsx$/)
    const sheets = await readSheets(readFileSync(fileOf(started.id)))
    expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['数字', 60_001],
      ['导出说明', 6],
    ])
    expect(sheets[0]?.rows[60_000]?.cells.map(({ text }) => text)).toEqual(['60000', `{${community}}`])
    expect(sheets[1]?.rows[1]?.cells.map(({ text }) => text)).toEqual(['导出人', '王经理'])
    const lines = await asOwner<{ action: string }>(
      database,
      'select action from platform.audit where object = $1 order by seq',
      [started.id],
    )
    expect(lines.map(({ action }) => action)).toEqual(['platform.exportAsked', 'platform.exportWritten'])
  }, 60_000)

  it('writes csv with the mark by which Excel knows its encoding', async () => {
    const { id } = await begin('2', 'csv')
    await settle()
    expect(readFileSync(fileOf(id), 'utf8')).toBe(`\uFEFF序号,小区\r\n1,{${community}}\r\n2,{${community}}\r\n`)
  })

  it('follows the order of the list on the screen; an order that the list does not know is left out', async () => {
    const orders = { '-n': ['3', '2', '1'], unknown: ['1', '2', '3'] }
    for (const [sort, expected] of Object.entries(orders)) {
      const id = newId()
      const asked = { id, route: spec.path, query: { upTo: 3, sort }, format: 'csv' as const }
      await as(staff, tx => startExport(tx, staff, asked))
      await settle()
      const lines = readFileSync(fileOf(id), 'utf8').trim().split('\r\n').slice(1)
      expect(lines.map(line => line.split(',')[0])).toEqual(expected)
    }
  })

  it('is begun by who may see the list, with filters that its route takes', async () => {
    const guard = await tenant.staff({ permissions: ['service-desk.orders.read'] })
    await expect(begin(5, 'csv', guard)).rejects.toThrow('platform.not_allowed')
    await expect(begin('many', 'csv')).rejects.toThrow('platform.input_wrong')
    const other = as(staff, tx =>
      startExport(tx, staff, { id: newId(), route: '/no/such/list', query: {}, format: 'csv' }),
    )
    await expect(other).rejects.toThrow('platform.not_found')
    const resident = await tenant.resident(newId())
    await expect(begin(5, 'csv', resident)).rejects.toThrow('platform.not_found')
  })

  it('is seen by nobody but who asked for it', async () => {
    const { id } = await begin(3, 'csv')
    const colleague = await tenant.staff()
    await expect(read(id, colleague)).rejects.toThrow('platform.not_found')
    const theirs = await as(colleague, tx => listExports(tx, colleague, { limit: 50 }))
    expect(theirs.total).toBe(0)
    await settle()
  })

  it('stops when it is told to, and leaves no file', async () => {
    const { id } = await begin(30_000, 'csv')
    const stopped = await as(staff, tx => cancelExport(tx, staff, { exportId: id }))
    expect(stopped.state).toBe('cancelled')
    await settle()
    expect([(await read(id)).state, existsSync(fileOf(id))]).toEqual(['cancelled', false])
    await expect(as(staff, tx => cancelExport(tx, staff, { exportId: id }))).rejects.toThrow(
      'platform.export_not_running',
    )
  })

  it('that nobody wants any more is deleted before its days are over', async () => {
    const { id } = await begin(2, 'csv')
    await settle()
    expect(existsSync(fileOf(id))).toBe(true)
    await as(staff, tx => cancelExport(tx, staff, { exportId: id }))
    await settle()
    expect([(await read(id)).state, existsSync(fileOf(id))]).toEqual(['cancelled', false])
  })

  it('that breaks off says so', async () => {
    const { id } = await begin(13, 'xlsx')
    await settle()
    expect(await read(id)).toMatchObject({ state: 'failed', failure: 'platform.unexpected' })
    expect(existsSync(`${fileOf(id)}.half`)).toBe(false)
  })

  it('of more than five at once is too many', async () => {
    for (let n = 0; n < 5; n += 1) await begin(1, 'csv')
    await expect(begin(1, 'csv')).rejects.toThrow('platform.too_many_exports')
    await settle()
  })

  it('is deleted after seven days; that there was one stays known', async () => {
    const { id } = await begin(2, 'csv')
    await settle()
    setClock(new Date(now().getTime() + 7 * 86_400_000 + 1000))
    await asOwner(database, 'update graphile_worker._private_jobs set run_at = now()')
    await settle()
    expect([(await read(id)).state, existsSync(fileOf(id))]).toEqual(['expired', false])
  })
})

describe('the route itself', () => {
  it('answers a moderate list at once and refers a long one to the background', async () => {
    const file = await as(staff, tx => exportNumbers(tx, staff, { upTo: 3, format: 'csv' }))
    expect(String(file.body).split('\r\n').length).toBe(5)
    await expect(as(staff, tx => exportNumbers(tx, staff, { upTo: 50_001, format: 'csv' }))).rejects.toThrow(
      'platform.export_too_large',
    )
  })
})
