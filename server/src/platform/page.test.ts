import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../testing/world.ts'
import { now } from './clock.ts'
import { drawer, inTransaction } from './db.ts'
import { Refusal } from './errors.ts'
import { newId } from './ids.ts'
import { keyset, type Page, type PageRequest, pageOfRows, type SortColumn } from './page.ts'

const registry = drawer('registry')
const COLUMNS: Record<string, SortColumn> = {
  name: { by: sql`name`, type: 'text' },
  code: { by: sql`code`, type: 'text' },
}

let database: TestDatabase
let tenant: Tenant

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  // Many rows share a name: the cursor must tell them apart by id.
  for (let index = 0; index < 23; index++) await addCommunity(`C${String(index).padStart(2, '0')}`, `小区${index % 3}`)
})

afterAll(() => database.drop())

function addCommunity(code: string, name: string): Promise<unknown> {
  return asOwner(
    database,
    'insert into registry.community (tenant_id, id, code, name, created_at) values ($1, $2, $3, $4, $5)',
    [tenant.tenantId, newId(), code, name, now()],
  )
}

function list(request: PageRequest): Promise<Page<{ id: string; code: string; sortKey: string }>> {
  return inTransaction(database.db, tenant.system, async tx => {
    const keys = keyset(request, sql<string>`id`, COLUMNS, 'name')
    const rows = await registry(tx)
      .selectFrom('registry.community')
      .select(['id', 'code', keys.key.as('sortKey')])
      .where(keys.after)
      .orderBy(keys.order)
      .limit(request.limit + 1)
      .execute()
    return pageOfRows(request, rows, 23, 'name')
  })
}

async function walk(request: PageRequest, between?: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await list({ ...request, cursor })
    expect(page.items.length).toBeLessThanOrEqual(request.limit)
    seen.push(...page.items.map(item => item.code))
    if (!page.next) return seen
    cursor = page.next
    await between?.()
  }
}

describe('pages', () => {
  test.each(['name', '-name', 'code', '-code', undefined])(
    'sorted by %s every row comes once, in one order',
    async sort => {
      const [pages, whole] = [await walk({ limit: 4, sort }), await walk({ limit: 200, sort })]
      expect(pages).toEqual(whole)
      expect(new Set(pages).size).toBe(23)
    },
  )

  test('a full last page has no next', async () => {
    expect((await list({ limit: 23 })).next).toBeNull()
    expect((await list({ limit: 22 })).next).not.toBeNull()
  })

  test('rows that come while one reads push nothing over a page border', async () => {
    const before = await walk({ limit: 200, sort: 'code' })
    let added = 0
    const during = await walk({ limit: 5, sort: 'code' }, () => addCommunity(`A${added++}`, '新'))
    expect(during.filter(code => code.startsWith('C'))).toEqual(before)
  })

  test('an altered cursor, one of another order, and an unknown order are refused', async () => {
    const { next } = await list({ limit: 4, sort: 'name' })
    const refused = async (request: PageRequest) => (await list(request).catch(error => error)) as Refusal
    expect(await refused({ limit: 4, cursor: 'AAAA' })).toBeInstanceOf(Refusal)
    expect((await refused({ limit: 4, cursor: next ?? '', sort: 'code' })).code).toBe('platform.cursor_wrong')
    expect((await refused({ limit: 4, sort: 'tenant_id' })).code).toBe('platform.sort_wrong')
    expect((await refused({ limit: 4, sort: 'constructor' })).code).toBe('platform.sort_wrong')
  })

  test.each([
    ['id that is none', ['name', 'x', 'no-uuid']],
    ['value of another kind', ['name', 5, newId()]],
  ])('a forged cursor with an %s is refused, not a failure', async (_, parts) => {
    const cursor = Buffer.from(JSON.stringify(parts)).toString('base64url')
    await expect(list({ limit: 4, cursor })).rejects.toMatchObject({ code: 'platform.cursor_wrong' })
  })
})
