import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { loadModules } from '../src/modules.ts'
import { personalDataParts } from '../src/platform/personal-data.ts'
import { SCHEMAS } from './tidy/migrations.ts'

/** The house rule of erasing: every table that holds something of a person says who erases it, or why it stays. */

/** Sealed numbers, references to people and accounts, and names that stand written down. */
const PERSONAL =
  '_sealed$|^(.*_)?person_id$|^account_id$|^(owner|holder|merged|reporter|tenant_person|lessee|lessor)_id$|^(payer|applicant|requester|reporter|invited|owner)_name$'

/** Staff in their work, and the platform's own, which every erasing sees to (platform/personal-data.ts). */
const REASONS: Record<string, string> = {
  'workforce.employee': 'employment: kept by the law of labour contracts',
  'workforce.attendance_day': 'employment',
  'workforce.attendance_month': 'employment',
  'platform.list_setting': 'how staff have set their own lists up',
}

let client: pg.Client
beforeAll(async () => {
  await loadModules()
  const url = new URL(inject('adminUrl'))
  url.pathname = '/anju_template'
  client = new pg.Client({ connectionString: url.toString() })
  await client.connect()
})
afterAll(() => client.end())

async function personalTables(): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'r' and n.nspname = any($1) and a.attname ~ $2 order by 1`,
    [SCHEMAS, PERSONAL],
  )
  return rows.map(row => row.name)
}

describe('personal data', () => {
  test('every table that holds some is erased by its module, or says why it stays', async () => {
    const declared = new Map([...personalDataParts().values()].flatMap(part => Object.entries(part.tables)))
    const silent = (await personalTables()).filter(name => !declared.has(name) && !(name in REASONS))
    // Add it to `tables` of the module's personalData: 'erased', with what erases it, or { kept: why }.
    expect(silent).toEqual([])
  })

  test('every table that is declared exists, and belongs to the module that declares it', async () => {
    const { rows } = await client.query<{ name: string }>(
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r'`,
    )
    const there = new Set(rows.map(row => row.name))
    for (const [module, part] of personalDataParts())
      for (const name of Object.keys(part.tables)) {
        expect(there, name).toContain(name)
        expect(name.startsWith(`${module.replace('-', '_')}.`), name).toBe(true)
      }
  })
})
