import { type Permission, type Route, routes } from '@anju/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../src/platform/ids.ts'
import { log } from '../src/platform/log.ts'
import { openapiOf } from '../src/platform/openapi.ts'
import { type Account, openStaff } from './matrix/accounts.ts'
import { ask, type Request } from './matrix/ask.ts'
import { changeIds, fingerprint, idsIn, idsOfBuilding, idsWhere, tenantTables } from './matrix/ids.ts'
import { MADE_IDS, SAMPLES, UNCHECKED } from './matrix/samples.ts'
import { openStream } from './matrix/stream.ts'
import { codeOf, expectWall, mixed, type Wall } from './matrix/wall.ts'
import { type Company, type Ground, makeBuilding, makeCompany, openGround } from './matrix/world.ts'

/**
 * The authorisation matrix, generated from the contract: every route × who asks, over real HTTP, in a world of two companies
 * that differ in nothing but their ids. Whoever may not see a thing gets the answer of a thing that does not exist.
 */

// An event stream needs a socket: see the end of "two companies".
const asked = routes.filter(route => route.response !== 'stream')
const guarded = asked.filter(route => route.permission !== 'public')
// Signing out, and closing the account, end the session that asks: that is asked once, at the end.
const lasting = guarded.filter(({ name }) => name !== 'identity.signOut' && name !== 'residents.closeMyAccount')
const forStaff = lasting.filter(route => route.audience !== 'resident')
const forResidents = lasting.filter(route => route.audience === 'resident')
// The audit log and the charge items are the company's; reading the log is a permission of the head office.
const ABOUT_THE_COMPANY = ['platform.listAudit', 'platform.exportAudit', 'platform.checkAudit', 'billing.listItems']
const withRight = guarded.filter(route => route.permission !== 'signed-in')

let ground: Ground
let one: Company
let two: Company
/** What the first company saw before there was a second one, and after. */
let alone: Map<string, string>
let together: Map<string, string>
/** Every id of the second company, before its people named things of the first. */
let idsOfTwo: Set<string>

beforeAll(async () => {
  // Hundreds of refusals need no report.
  log.level = 'silent'
  ground = await openGround()
  one = await makeCompany(ground, 'one')
  // What was told last is in the inboxes before they are compared.
  await ground.settle()
  alone = await everythingSeen()
  two = await makeCompany(ground, 'two')
  together = await everythingSeen()
  idsOfTwo = await idsWhere(ground.owner, 'tenant_id', two.tenantId)
}, 300_000)

afterAll(() => ground.close())

function sampleOf(route: Route, company: Company, things = company.here): Request {
  const sample = SAMPLES[route.name]
  if (!sample) throw new Error(`${route.name} has no sample in server/testing/matrix/samples.ts.`)
  return sample(things, company)
}

/** Who may ask this route about the things of the first company's first community. */
function rightful(route: Route, company = one): Account {
  return route.audience === 'resident' ? company.here.owner : company.manager
}

/** Fetched once: the second time they are gone. */
const LEAVING_TRACES = ['residents.fetchDataExport', 'residents.fetchMyDataExport']

/** Every readable answer of the first company's people, by route. */
async function everythingSeen(): Promise<Map<string, string>> {
  const seen = new Map<string, string>()
  for (const route of guarded.filter(
    route => route.method === 'GET' && ![...ABOUT_THE_COMPANY, ...LEAVING_TRACES].includes(route.name),
  )) {
    const response = await ask(ground.app, route, sampleOf(route, one), rightful(route))
    // PDFs and workbooks carry the moment they were made.
    if (/json|csv/.test(String(response.headers['content-type']))) seen.set(route.name, response.body)
  }
  return seen
}

describe('every route', () => {
  test('has a sample, and every sample a route', () => {
    expect(Object.keys(SAMPLES).sort()).toEqual(routes.map(route => route.name).sort())
  })

  test.each(guarded)('$name is closed to who is not signed in', async route => {
    const response = await ask(ground.app, route, sampleOf(route, one), null)
    expect([response.statusCode, codeOf(response)]).toEqual([401, 'platform.not_signed_in'])
  })

  test.each(asked.filter(route => route.permission === 'public'))('$name is open to everybody', async route => {
    const response = await ask(ground.app, route, sampleOf(route, one), null)
    expect(['platform.not_signed_in', 'platform.not_allowed']).not.toContain(codeOf(response))
    expect(response.statusCode).not.toBe(500)
  })

  test('that is public is so in the OpenAPI document, and no other', () => {
    const { paths } = openapiOf(routes) as {
      paths: Record<string, Record<string, { operationId: string; security?: unknown[] }>>
    }
    const open = Object.values(paths)
      .flatMap(methods => Object.values(methods))
      .filter(operation => operation.security?.length === 0)
    expect(open.map(operation => operation.operationId).sort()).toEqual(
      routes
        .filter(route => route.permission === 'public')
        .map(route => route.name)
        .sort(),
    )
  })
})

describe('without the right', () => {
  const without = new Map<string, Account>()

  async function staffWithout(permission: Permission): Promise<Account> {
    const known = without.get(permission)
    if (known) return known
    const permissions = [...new Set(withRight.map(route => route.permission as Permission))].filter(
      other => other !== permission,
    )
    const account = await openStaff(ground.database, one.tenantId, `all-but-${permission}`, { permissions })
    without.set(permission, account)
    return account
  }

  test.each(withRight)('$name refuses staff who may do everything but $permission', async route => {
    const staff = await staffWithout(route.permission as Permission)
    const response = await ask(ground.app, route, sampleOf(route, one), staff)
    expect([response.statusCode, codeOf(response)]).toEqual([403, 'platform.not_allowed'])
  })

  test.each(withRight.filter(route => route.audience === 'staff'))('$name refuses a resident', async route => {
    const response = await ask(ground.app, route, sampleOf(route, one), one.here.owner)
    expect([response.statusCode, codeOf(response)]).toEqual([403, 'platform.not_allowed'])
  })
})

describe('staff of another company', () => {
  let wall: Wall

  beforeAll(async () => {
    const hidden = await idsWhere(ground.owner, 'tenant_id', one.tenantId)
    wall = { ground, tenantId: one.tenantId, who: two.manager, hidden }
  })

  test.each(forStaff)('$name shows and changes nothing of the first', route =>
    expectWall(wall, route, sampleOf(route, one)),
  )

  test.each(forStaff)('$name refuses each single thing of the first among own things', async route => {
    const unchecked = UNCHECKED[route.name]?.(one.here)
    for (const request of mixed(sampleOf(route, two), sampleOf(route, one), wall.hidden, unchecked)) {
      await expectWall(wall, route, request)
    }
  })
})

describe('staff of another community', () => {
  let wall: Wall

  beforeAll(async () => {
    const [here, there] = [one.here.communityId, one.there.communityId]
    const inside = await idsWhere(ground.owner, 'community_id', here)
    for (const id of await idsWhere(ground.owner, 'id', here)) inside.add(id)
    const outside = await idsWhere(ground.owner, 'community_id', there)
    const hidden = new Set([...inside].filter(id => !outside.has(id) && id !== one.tenantId))
    const who = await openStaff(ground.database, one.tenantId, 'scoped', { communityIds: [there] })
    wall = { ground, tenantId: one.tenantId, who, hidden }
  })

  const scoped = forStaff.filter(route => route.name !== 'billing.listItems')

  test.each(scoped)('$name shows and changes nothing of the first', route =>
    expectWall(wall, route, sampleOf(route, one)),
  )

  test.each(scoped)('$name refuses each single thing of the first among own things', async route => {
    for (const request of mixed(sampleOf(route, one, one.there), sampleOf(route, one), wall.hidden)) {
      await expectWall(wall, route, request)
    }
  })
})

describe('staff of another building of the community', () => {
  let wall: Wall
  let who: Account
  let own: Awaited<ReturnType<typeof makeBuilding>>

  beforeAll(async () => {
    own = await makeBuilding(ground, one, '2')
    const { communityId, buildingId } = one.here
    who = await openStaff(ground.database, one.tenantId, 'keeper', {
      communityIds: [communityId],
      buildingIds: [own.buildingId],
    })
    wall = { ground, tenantId: one.tenantId, who, hidden: await idsOfBuilding(ground.owner, buildingId) }
  })

  const scoped = forStaff.filter(route => route.name !== 'billing.listItems')

  test.each(scoped)('$name shows and changes nothing of the first', route =>
    expectWall(wall, route, sampleOf(route, one)),
  )

  test('is kept from homes, people, bills, receipts and orders of the first', () => {
    const { premisesId, unitId, ownerId, billId, receiptId, doneId } = one.here
    const kept = { premisesId, unitId, ownerId, billId, receiptId, doneId }
    for (const [name, id] of Object.entries(kept)) expect(wall.hidden, name).toContain(id)
    expect(wall.hidden).not.toContain(one.here.communityId)
  })

  test('sees its own', async () => {
    const route = routes.find(({ name }) => name === 'registry.listPremises') as Route
    const request = { query: { communityId: one.here.communityId, limit: 50 } }
    const labels = async (account: Account) =>
      (await ask(ground.app, route, request, account)).json().items.map((item: { id: string }) => item.id)
    expect(await labels(who)).toEqual([own.premisesId])
    expect((await labels(one.manager)).length).toBeGreaterThan(1)
  })
})

describe('another resident', () => {
  let nextDoor: Wall
  let elsewhere: Wall

  beforeAll(async () => {
    const home = await idsWhere(ground.owner, 'premises_id', one.here.premisesId)
    const beside = await idsWhere(ground.owner, 'premises_id', one.here.neighbourPremisesId)
    const hidden = new Set([...home].filter(id => !beside.has(id)))
    nextDoor = { ground, tenantId: one.tenantId, who: one.here.neighbour, hidden }
    elsewhere = { ...nextDoor, who: two.here.owner, hidden: await idsWhere(ground.owner, 'tenant_id', one.tenantId) }
  })

  test.each(forResidents)('next door: $name shows and changes nothing of my home', route =>
    expectWall(nextDoor, route, sampleOf(route, one)),
  )

  test.each(forResidents)('of another company: $name shows and changes nothing of my home', async route => {
    await expectWall(elsewhere, route, sampleOf(route, one))
    for (const request of mixed(sampleOf(route, two), sampleOf(route, one), elsewhere.hidden)) {
      await expectWall(elsewhere, route, request)
    }
  })

  test.each(lasting.filter(route => route.audience === 'any'))(
    'of another company: $name tells nothing of mine',
    route => expectWall(elsewhere, route, sampleOf(route, one)),
  )

  test.each(forResidents)('$name refuses staff, whatever they may do', async route => {
    const response = await ask(ground.app, route, sampleOf(route, one), one.manager)
    expect([response.statusCode, codeOf(response)]).toEqual([403, 'platform.not_allowed'])
  })
})

describe('two companies with the same names, codes and phones', () => {
  test('lists, sums, searches, exports and dashboards of one are the same as when it was alone', () => {
    expect(alone.size).toBeGreaterThan(30)
    for (const [name, body] of alone) expect(together.get(name), name).toBe(body)
  })

  test('the audit log of one tells only of its own', async () => {
    const route = asked.find(candidate => candidate.name === 'platform.listAudit') as Route
    const response = await ask(ground.app, route, { query: { limit: 200 } }, one.manager)
    expect(response.statusCode).toBe(200)
    // What the second company's people tried to name is in their own log, not here.
    expect(idsIn(response.body).filter(id => idsOfTwo.has(id))).toEqual([])
  })

  test('a query that forgets its filter sees the own company only, and without a company nothing', async () => {
    const see = async (table: string, tenantId: string | null): Promise<string[]> => {
      const client = await ground.database.db.pool.connect()
      try {
        await client.query('begin')
        for (const [name, value] of [
          ['tenant_id', tenantId ?? ''],
          ['actor_kind', 'staff'],
          ['community_ids', '*'],
          ['building_ids', '*'],
        ]) {
          await client.query(`select set_config('anju.' || $1, $2, true)`, [name, value])
        }
        const { rows } = await client.query<{ tenant_id: string }>(`select tenant_id from ${table}`)
        return rows.map(row => row.tenant_id)
      } finally {
        await client.query('rollback')
        client.release()
      }
    }
    // The head of the audit chain is nobody's to read.
    // Exports and settings of lists are seen by whose they are, whoever else it is that asks here.
    const hidden = ['platform.audit_head', 'platform.export', 'platform.list_setting', 'residents.data_export']
    const tables = (await tenantTables(ground.owner)).filter(({ name }) => !hidden.includes(name))
    for (const { name } of tables) {
      const { rows } = await ground.owner.query(`select count(*)::int as n from ${name} where tenant_id = $1`, [
        one.tenantId,
      ])
      expect(await see(name, one.tenantId), name).toEqual(Array(rows[0].n).fill(one.tenantId))
      expect(await see(name, null), name).toEqual([])
    }
  })

  test('an open screen of one hears nothing of what happens in the other', async () => {
    const screens = await Promise.all([one.manager, one.here.owner].map(account => openStream(ground.app, account)))
    const route = asked.find(candidate => candidate.name === 'portal.reportMyOrder') as Route
    for (const company of [two, one]) {
      expect((await ask(ground.app, route, sampleOf(route, company), company.here.owner)).statusCode).toBe(200)
    }
    for (const screen of screens) {
      await expect.poll(() => screen.text()).toContain('service-desk.orderReported')
      expect(idsIn(screen.text()).filter(id => idsOfTwo.has(id))).toEqual([])
      screen.close()
    }
  })
})

// Here ids of one company come to stand in the other as well.
describe('an id that the client makes', () => {
  const making = Object.entries(MADE_IDS).map(([name, made]) => ({
    route: routes.find(one => one.name === name) as Route,
    name,
    made,
  }))

  /** A request about the asker's own things, under an id that exists behind a wall. */
  function taken(route: Route, own: Request, id: string): Request {
    const made = route.name === 'platform.uploadFile' ? String(own.params?.fileId) : String(own.body?.id)
    return changeIds(own, kept => (kept === made ? id : kept))
  }

  test('is declared for every route that takes one', () => {
    const takes = lasting.filter(route => {
      const body = sampleOf(route, one).body as { id?: string } | undefined
      return body?.id !== undefined || route.name === 'platform.uploadFile'
    })
    expect(Object.keys(MADE_IDS).sort()).toEqual(takes.map(route => route.name).sort())
  })

  test.each(making)('$name: taken in another company it is free in the own', async ({ route, made }) => {
    const [before, id] = [await fingerprint(ground.owner, one.tenantId), await made(ground, one, one.here)]
    const response = await ask(ground.app, route, taken(route, sampleOf(route, two), id), rightful(route, two))
    expect(response.statusCode, response.body).toBeLessThan(300)
    expect(await fingerprint(ground.owner, one.tenantId)).toBe(before)
  })

  test.each(making)(
    '$name: taken behind a wall of the own company it is refused, and nothing is shown or changed',
    async ({ route, made }) => {
      const things = one.here
      const [before, id] = [await fingerprint(ground.owner, one.tenantId), await made(ground, one, things)]
      const neighbour = { ...things, premisesId: things.neighbourPremisesId, residentPhotoId: newId() }
      const own = route.audience === 'resident' ? sampleOf(route, one, neighbour) : sampleOf(route, one, one.there)
      if (route.audience === 'resident') delete own.body?.photoIds
      const who =
        route.audience === 'resident'
          ? things.neighbour
          : await openStaff(ground.database, one.tenantId, `maker-${newId()}`, {
              communityIds: [one.there.communityId],
            })
      const after = await fingerprint(ground.owner, one.tenantId)
      const response = await ask(ground.app, route, taken(route, own, id), who)
      expect([403, 404, 409, 422], response.body).toContain(response.statusCode)
      const hidden = await idsWhere(ground.owner, 'community_id', things.communityId)
      expect(idsIn(response.body).filter(shown => hidden.has(shown) && shown !== id)).toEqual([])
      expect(await fingerprint(ground.owner, one.tenantId)).toBe(route.audience === 'resident' ? before : after)
    },
  )
})

// Last, since these really do what they are for.
describe('with the right', () => {
  const ending = [
    // A month is reopened only while none after it is closed.
    'ledger.closePeriod',
    'identity.sendLinkCode',
    'identity.deleteRole',
    'identity.removeTotp',
    'identity.startTotp',
    'identity.endStaffSessions',
    'identity.resetTotp',
    'identity.setStaffState',
    'identity.revokeSession',
    'identity.endOtherSessions',
    'identity.changeMyPassword',
    'residents.closeMyAccount',
    'identity.signOut',
  ]
  const inOrder = [...guarded].sort((left, right) => ending.indexOf(left.name) - ending.indexOf(right.name))

  test.each(inOrder)('$name answers', async route => {
    const { owner, neighbour } = one.there
    const leaving: Record<string, Account> = { 'identity.signOut': owner, 'residents.closeMyAccount': neighbour }
    const who = leaving[route.name] ?? rightful(route)
    const response = await ask(ground.app, route, sampleOf(route, one), who)
    expect(response.statusCode, response.body.slice(0, 500)).toBeLessThan(300)
  })
})
