import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { approveRequest, rejectRequest } from '../../approvals/requests/decide-request.ts'
import { readApproval } from '../../approvals/requests/request-view.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { verifyInvariants } from '../../verify.ts'
import { collect } from '../collections/collect.ts'
import { readHousehold } from '../collections/household-view.ts'
import '../module.ts'
import { billing } from '../tables.ts'
import { type JourneyWorld, makeJourneyWorld, type Room } from '../testing/journey-world.ts'
import { askWaiver, previewWaiver } from './ask-waiver.ts'
import { listWaivers, readWaiver } from './waiver-view.ts'

let database: TestDatabase
let world: JourneyWorld
let boss: Actor
let finance: Actor

beforeAll(async () => {
  database = await cloneDatabase()
  setClock(new Date('2020-12-15T02:00:00Z'))
  world = await makeJourneyWorld(database)
  boss = await world.tenant.staff({ name: '项目经理' })
  finance = await world.tenant.staff({ name: '财务总监' })
  await world.bill('2020-06', '2020-12')
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

const household = (room: Room) => world.as((tx, actor) => readHousehold(tx, actor, { premisesId: world.rooms[room] }))
const billsOf = async (room: Room) => (await household(room)).bills.map(bill => bill.id)

interface Wish {
  kind?: 'waiver' | 'write-off'
  scope?: 'principal' | 'penalty'
  percent?: string | null
  amountFen?: bigint | null
  billIds?: string[]
  id?: string
}

async function wishOf(room: Room, wish: Wish) {
  return {
    ...{ id: newId(), premisesId: world.rooms[room], billIds: wish.billIds ?? (await billsOf(room)) },
    ...({ kind: 'waiver', scope: 'principal', percent: null, amountFen: null, reason: '漏水影响居住' } as const),
    ...wish,
    photoIds: [],
  }
}
const ask = async (room: Room, wish: Wish, actor = world.staff) => {
  const input = await wishOf(room, wish)
  return world.as((tx, who) => askWaiver(tx, who, input), actor)
}
const decide = (requestId: string | null, actor: Actor, version = 1) =>
  world.as((tx, who) => approveRequest(tx, who, { requestId: requestId ?? '', version, note: '' }), actor)
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )
const entry = (sourceKind: string, sourceId: string) =>
  asOwner<{ accountCode: string; fen: bigint }>(
    database,
    `select p.account_code as "accountCode", sum(p.amount_fen)::bigint as fen from ledger.posting p
     join ledger.entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
     where e.source_kind = $1 and e.source_id = $2 group by 1 order by 1`,
    [sourceKind, sourceId],
  )

describe('waivers', () => {
  it('nothing happens before somebody else approves; then bills, lines and ledger agree', async () => {
    const before = await household('1012')
    const asked = await ask('1012', { percent: '10' })
    const tenth = (before.outstandingFen + 5n) / 10n
    expect(asked).toMatchObject({ state: 'waiting', amountFen: tenth, percent: '10', bills: before.bills.length })
    expect(asked.parts.reduce((sum, part) => sum + part.waivedFen, 0n)).toBe(tenth)
    const waiting = await household('1012')
    expect(waiting.outstandingFen).toBe(before.outstandingFen)
    expect(waiting.requests).toMatchObject([{ id: asked.requestId, kind: 'billing.waiver', amountFen: tenth }])
    expect(await codeOf(decide(asked.requestId, world.staff))).toBe('platform.own_request')
    await decide(asked.requestId, boss)
    expect(await household('1012')).toMatchObject({ outstandingFen: before.outstandingFen - tenth, requests: [] })
    expect(await entry('billing.waived', asked.id)).toEqual([
      { accountCode: '1122', fen: -tenth },
      { accountCode: '6001', fen: tenth },
    ])
    const read = await world.as((tx, actor) => readWaiver(tx, actor, { waiverId: asked.id }))
    expect(read).toMatchObject({ state: 'approved', decidedByName: '项目经理', appliedOn: '2020-12-15' })
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('a whole debt written off is a loss (6702), and the bill is settled', async () => {
    const [bill] = (await household('1013')).bills
    const asked = await ask('1013', { kind: 'write-off', billIds: [bill?.id ?? ''] })
    expect(asked.amountFen).toBe(bill?.outstandingFen)
    await decide(asked.requestId, boss)
    expect((await billsOf('1013')).includes(bill?.id ?? '')).toBe(false)
    expect(await entry('billing.written-off', asked.id)).toEqual([
      { accountCode: '1122', fen: -asked.amountFen },
      { accountCode: '6702', fen: asked.amountFen },
    ])
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('what was paid meanwhile is not waived: the request waits on, is rejected, and frees the debt for another', async () => {
    const [bill] = (await household('1014')).bills
    const asked = await ask('1014', { billIds: [bill?.id ?? ''] })
    await world.as((tx, actor) =>
      collect(tx, actor, {
        ...{ id: newId(), premisesId: world.rooms['1014'], billIds: [bill?.id ?? ''], amountFen: 1n, method: 'cash' },
      }),
    )
    expect(await codeOf(decide(asked.requestId, boss))).toBe('billing.waiver_outdated')
    const request = await world.as((tx, actor) => readApproval(tx, actor, { requestId: asked.requestId ?? '' }), boss)
    expect(request).toMatchObject({ state: 'waiting', decisions: [] })
    await world.as(
      (tx, actor) => rejectRequest(tx, actor, { requestId: request.id, version: 1, reason: '已收款' }),
      boss,
    )
    expect(await world.as((tx, actor) => readWaiver(tx, actor, { waiverId: asked.id }))).toMatchObject({
      state: 'rejected',
    })
    const again = await ask('1014', { billIds: [bill?.id ?? ''] })
    expect(again.amountFen).toBe((bill?.outstandingFen ?? 0n) - 1n)
  })

  it('two requests over one debt: the second approval is refused', async () => {
    const [bill] = (await household('1021')).bills
    const [one, two] = [
      await ask('1021', { billIds: [bill?.id ?? ''] }),
      await ask('1021', { billIds: [bill?.id ?? ''], amountFen: 100n }),
    ]
    const answers = await Promise.all([codeOf(decide(one.requestId, boss)), codeOf(decide(two.requestId, finance))])
    expect(answers.filter(answer => answer === 'done')).toHaveLength(1)
    expect(answers.every(answer => ['done', 'billing.waiver_outdated', 'billing.nothing_owed'].includes(answer))).toBe(
      true,
    )
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('refuses more than is owed, both measures at once, bills of somebody else, and the same id again', async () => {
    const preview = async (room: Room, wish: Wish) => {
      const input = await wishOf(room, wish)
      return codeOf(world.as((tx, actor) => previewWaiver(tx, actor, input)))
    }
    expect(await preview('1011', { amountFen: 99_999_999n })).toBe('billing.more_than_owed')
    expect(await preview('1011', { amountFen: 1n, percent: '5' })).toBe('billing.waiver_unclear')
    expect(await preview('1011', { billIds: await billsOf('1012') })).toBe('platform.not_found')
    const asked = await ask('1011', { amountFen: 1_00n })
    expect(await codeOf(ask('1011', { id: asked.id, amountFen: 1_00n }))).toBe('platform.already_there')
  })

  it('the list says how many and how much, by state', async () => {
    const list = await world.as((tx, actor) => listWaivers(tx, actor, { limit: 50, state: 'approved' }))
    expect(list.items.map(row => row.kind)).toEqual(expect.arrayContaining(['waiver', 'write-off']))
    expect(list.sums.amountFen).toBe(list.items.reduce((sum, row) => sum + row.amountFen, 0n))
    const resident = await world.tenant.resident(world.owners['1012'])
    expect((await world.as((tx, actor) => listWaivers(tx, actor, { limit: 50 }), resident)).total).toBe(0)
    // The lines of a waiver stand behind the walls of the waiver: not for residents, nor for staff of another community.
    const partsFor = (actor: Actor) =>
      world.as(
        async tx => (await billing(tx).selectFrom('billing.waiverPart').select('waiverId').execute()).length,
        actor,
      )
    expect(await partsFor(boss)).toBeGreaterThan(0)
    expect(await partsFor(resident)).toBe(0)
    expect(await partsFor(await world.tenant.staff({ communityIds: [newId()] }))).toBe(0)
  })
})
