import { routes } from '@anju/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROLE_PRESETS } from '../src/identity/roles/role-presets.ts'
import { log } from '../src/platform/log.ts'
import { type Account, openStaff } from './matrix/accounts.ts'
import { ask } from './matrix/ask.ts'
import { idsIn, idsWhere } from './matrix/ids.ts'
import { SAMPLES } from './matrix/samples.ts'
import { codeOf } from './matrix/wall.ts'
import { type Company, type Ground, makeCompany, openGround } from './matrix/world.ts'

/** Who holds the role of a merchant (商户), against every route: an account in the company, and nothing of it. */

let ground: Ground
let company: Company
let merchant: Account
/** Every id of the company but those of the merchant. */
let hidden: Set<string>

beforeAll(async () => {
  log.level = 'silent'
  ground = await openGround()
  company = await makeCompany(ground, 'one')
  await ground.settle()
  const permissions = ROLE_PRESETS.find(({ code }) => code === 'merchant')?.permissions
  merchant = await openStaff(ground.database, company.tenantId, 'merchant', { permissions })
  hidden = await idsWhere(ground.owner, 'tenant_id', company.tenantId)
  for (const own of [company.tenantId, merchant.id, merchant.sessionId]) hidden.delete(own)
}, 300_000)

afterAll(() => ground.close())

const sampleOf = (name: string) => SAMPLES[name]?.(company.here, company) ?? {}
// An event stream needs a socket.
const forStaff = routes.filter(({ audience, response }) => audience !== 'resident' && response !== 'stream')
const guarded = forStaff.filter(({ permission }) => permission !== 'signed-in' && permission !== 'public')
// Of one's own account, messages and files everybody has some: nobody else's are among them.
const own = forStaff.filter(({ permission, method }) => permission === 'signed-in' && method === 'GET')

test.each(guarded)('is refused $name', async route => {
  const response = await ask(ground.app, route, sampleOf(route.name), merchant)
  expect([response.statusCode, codeOf(response)]).toEqual([403, 'platform.not_allowed'])
})

test.each(own)('sees nothing of others by $name', async route => {
  const response = await ask(ground.app, route, sampleOf(route.name), merchant)
  expect(response.statusCode).not.toBe(500)
  expect(idsIn(response.body).filter(id => hidden.has(id))).toEqual([])
})
