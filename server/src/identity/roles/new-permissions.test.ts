import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { STAFF_PERMISSIONS } from '@anju/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant } from '../../../testing/world.ts'
import { ROOT } from '../../platform/config.ts'
import { newId } from '../../platform/ids.ts'
import { migrationNames } from '../../platform/migrate.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database?.drop())

test('an administrator from before gets what is new, once, and keeps what there was; other roles do not change', async () => {
  const { tenantId } = await makeTenant(database)
  await asOwner(database, 'delete from identity.role where tenant_id = $1 and code = $2', [tenantId, 'company-admin'])
  for (const code of ['company-admin', 'cashier-of-ours']) {
    const role = [tenantId, newId(), code, `${code} 旧`, ['identity.roles.manage', 'billing.bills.read']]
    await asOwner(
      database,
      'insert into identity.role (tenant_id, id, code, name, permissions) values ($1, $2, $3, $4, $5)',
      role,
    )
  }
  const names = migrationNames().filter(name => /_identity_\w*permissions\.sql$/.test(name))
  const bring = names.map(name => readFileSync(join(ROOT, 'server/migrations', name), 'utf8')).join('\n')
  await asOwner(database, bring)
  await asOwner(database, bring)
  const roles = await asOwner<{ code: string; permissions: string[] }>(
    database,
    `select code, permissions from identity.role where tenant_id = $1 and name like '% 旧' order by code`,
    [tenantId],
  )
  expect(roles[0]?.permissions).toEqual(['identity.roles.manage', 'billing.bills.read'])
  expect(roles[1]?.permissions.toSorted()).toEqual([...STAFF_PERMISSIONS].toSorted())
})
