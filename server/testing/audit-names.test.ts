import {
  NAMELESS_KINDS,
  RECORD_KIND_WORDS,
  RECORD_KINDS,
  type RecordKind,
  type Route,
  routes,
  TOLD_ACTIONS,
  writes,
} from '@anju/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadModules } from '../src/modules.ts'
import type { Actor } from '../src/platform/actor.ts'
import { audit } from '../src/platform/audit.ts'
import { listAudit } from '../src/platform/audit-log/audit-view.ts'
import { kindOfAction } from '../src/platform/audit-log/named-lines.ts'
import { inTransaction } from '../src/platform/db.ts'
import { newId } from '../src/platform/ids.ts'
import { platformModule } from '../src/platform/platform-module.ts'
import { declareNames, namedKinds, namesOf } from '../src/platform/record-names.ts'
import { cloneDatabase, type TestDatabase } from './database.ts'
import { isTest, repositoryFiles, sourceFiles, textOf } from './tidy/source-files.ts'
import { asOwner, makeTenant, type Tenant } from './world.ts'

/** The audit log is readable: what is done has words, what it is done to has a kind and a name. */

const sources = sourceFiles(repositoryFiles()).filter(path => !isTest(path))

beforeAll(async () => {
  await loadModules()
  platformModule(() => undefined as never, undefined as never, [])
})

describe('what verbs tell of by themselves', () => {
  const texts = sources.filter(path => path.startsWith('server/src/')).map(textOf)
  const told = new Set(
    texts.flatMap(text =>
      [...text.matchAll(/\baudit(?:Changes)?\(\s*tx,\s*([^)]{0,120})/g)].flatMap(([, said = '']) =>
        [...said.matchAll(/'([a-z-]+\.[A-Za-z]+)'/g)].map(([, action = '']) => action),
      ),
    ),
  )

  test('is known to the contract, with what it is about', () => {
    const named = new Set([...TOLD_ACTIONS, ...routes.map(({ name }) => name)])
    expect(told.size).toBeGreaterThan(25)
    expect([...told].filter(action => !named.has(action))).toEqual([])
    expect([...told].filter(action => kindOfAction(action) === undefined)).toEqual([])
  })

  test('has a word in both languages', () => {
    const words = sources
      .filter(path => path.startsWith('console/src/'))
      .map(textOf)
      .join('\n')
    const wordless = [...new Set([...told, ...TOLD_ACTIONS])].filter(
      action => (words.match(new RegExp(`'${action.replace('.', '\\.')}':`, 'g')) ?? []).length < 2,
    )
    expect(wordless).toEqual([])
  })
})

describe('kinds of records', () => {
  test('each has a word in both languages, and a name or a reason why it has none', () => {
    expect(RECORD_KINDS.filter(kind => RECORD_KIND_WORDS[kind].some(word => word.length === 0))).toEqual([])
    const named = new Set(namedKinds())
    expect(RECORD_KINDS.filter(kind => !named.has(kind) && !NAMELESS_KINDS[kind])).toEqual([])
    expect(RECORD_KINDS.filter(kind => named.has(kind) && NAMELESS_KINDS[kind])).toEqual([])
  })

  test('whatever a route writes about has one', () => {
    const about = (route: Route) =>
      [route.params, route.body]
        .flatMap(part => Object.keys((part as { shape?: object } | undefined)?.shape ?? {}))
        .some(name => name === 'id' || name.endsWith('Id'))
    const kindless = routes.filter(route => writes(route) && about(route) && kindOfAction(route.name) === undefined)
    expect(kindless.map(({ name }) => name)).toEqual([])
  })
})

describe('a line of the log', () => {
  let database: TestDatabase
  let tenant: Tenant
  const communities = { here: newId(), there: newId() }
  const building = newId()
  const homes = { here: newId(), there: newId() }
  const person = newId()

  beforeAll(async () => {
    database = await cloneDatabase()
    tenant = await makeTenant(database)
    for (const [where, id] of Object.entries(communities))
      await asOwner(
        database,
        `insert into registry.community (tenant_id, id, code, name, created_at) values ($1, $2, $3, $3, now())`,
        [tenant.tenantId, id, where],
      )
    await asOwner(
      database,
      `insert into registry.building (tenant_id, id, community_id, code, name) values ($1, $2, $3, '1', '1 栋')`,
      [tenant.tenantId, building, communities.here],
    )
    const there = newId()
    await asOwner(
      database,
      `insert into registry.building (tenant_id, id, community_id, code, name) values ($1, $2, $3, '9', '9 栋')`,
      [tenant.tenantId, there, communities.there],
    )
    for (const [where, id] of Object.entries(homes))
      await asOwner(
        database,
        `insert into registry.premises (tenant_id, id, community_id, building_id, code, label, use, state, created_at)
         values ($1, $2, $3, $4, '101', $5, 'residential', 'vacant', now())`,
        [
          tenant.tenantId,
          id,
          communities[where as 'here'],
          where === 'here' ? building : there,
          where === 'here' ? '1-101' : '9-101',
        ],
      )
    await asOwner(
      database,
      `insert into registry.person (tenant_id, id, community_id, name, name_pinyin, name_initials, created_at, updated_at)
       values ($1, $2, $3, '王伟', 'wangwei', 'ww', now(), now())`,
      [tenant.tenantId, person, communities.here],
    )
    await inTransaction(database.db, tenant.system, async tx => {
      audit(tx, 'registry.moveIn', homes.here, { premisesId: homes.here, personId: person, kind: 'owner' })
      audit(tx, 'registry.editPremises', homes.there, { premisesId: homes.there })
      audit(tx, 'registry.premisesDeleted', newId(), { label: '1-999' })
      audit(tx, 'registry.tagPeople', newId(), { changes: [{ field: 'personIds', before: [], after: [person] }] })
    })
  })

  afterAll(() => database.drop())

  const linesFor = async (reader: Actor) => {
    const { items } = await inTransaction(
      database.db,
      reader,
      tx => listAudit(tx, reader, { limit: 50, action: 'registry.' }),
      { readOnly: true },
    )
    return Object.fromEntries(items.map(({ action, ...line }) => [action, line]))
  }

  test('names what it is about, and the records among its values, also in what changed', async () => {
    const lines = await linesFor(await tenant.staff())
    expect(lines['registry.moveIn']).toMatchObject({ objectKind: 'premises', objectLabel: '1-101' })
    expect(lines['registry.moveIn']?.names).toEqual(
      expect.arrayContaining([
        { id: homes.here, kind: 'premises', label: '1-101' },
        { id: person, kind: 'person', label: '王伟' },
      ]),
    )
    expect(lines['registry.tagPeople']).toMatchObject({
      ...{ objectKind: 'tag', objectLabel: null },
      names: [{ id: person, kind: 'person', label: '王伟' }],
    })
    expect(lines['registry.premisesDeleted']).toMatchObject({ objectKind: 'premises', objectLabel: '1-999' })
  })

  test('names nothing beyond the walls of the reader, nor without the permission', async () => {
    const bounded = await tenant.staff({ communityIds: [communities.here] })
    await expect(linesFor(bounded)).rejects.toThrow('platform.beyond_scope')
    const both = new Map([['premises' as const, new Set([homes.here, homes.there])]])
    expect(await inTransaction(database.db, bounded, tx => namesOf(tx, bounded, both))).toEqual([
      { id: homes.here, kind: 'premises', label: '1-101' },
    ])
    const auditor = await linesFor(
      await tenant.staff({ permissions: ['platform.audit.read', 'registry.premises.read'] }),
    )
    expect(auditor['registry.moveIn']?.names).toEqual([{ id: homes.here, kind: 'premises', label: '1-101' }])
    const nobody = await linesFor(await tenant.staff({ permissions: ['platform.audit.read'] }))
    expect(nobody['registry.moveIn']).toMatchObject({ objectKind: 'premises', objectLabel: null, names: [] })
  })

  test('every kind can be asked for, and none of another company', async () => {
    const everything = new Map<RecordKind, Set<string>>(RECORD_KINDS.map(kind => [kind, new Set([newId(), person])]))
    const other = await makeTenant(database)
    const asked = (who: Actor) => inTransaction(database.db, who, tx => namesOf(tx, who, everything))
    expect(await asked(tenant.system)).toEqual([{ id: person, kind: 'person', label: '王伟' }])
    expect(await asked(other.system)).toEqual([])
  })

  test('asks for the names of a kind once, however many lines', async () => {
    const asked: (readonly string[])[] = []
    declareNames({
      notice: {
        permission: null,
        find: async (_, __, ids) => {
          asked.push(ids)
          return []
        },
      },
    })
    await inTransaction(database.db, tenant.system, async tx => {
      for (let line = 0; line < 30; line++) audit(tx, 'messaging.readNotice', newId())
    })
    await inTransaction(database.db, tenant.system, tx =>
      listAudit(tx, tenant.system, { limit: 50, action: 'messaging.readNotice' }),
    )
    expect(asked.map(ids => ids.length)).toEqual([30])
  })
})
