import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import messagingModule from '../../messaging/module.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { formatYuan } from '../../platform/money.ts'
import { PLATFORM_JOBS } from '../../platform/platform-jobs.ts'
import { decideSetting } from '../../platform/settings/change-setting.ts'
import { verifyInvariants } from '../../verify.ts'
import { editAssignment } from '../assignments/edit-assignment.ts'
import { billPage } from '../bills/bill-view.ts'
import { voidBill } from '../corrections/void-bill.ts'
import { issueBillRun, startBillRun } from '../index.ts'
import billingModule from '../module.ts'
import { addRuleVersion } from '../rules/add-rule-version.ts'
import { type JourneyWorld, makeJourneyWorld } from '../testing/journey-world.ts'
import { approveBillRun } from './approve-bill-run.ts'
import { runApproval } from './run-settings.ts'
import { readBillRunSums } from './run-sums.ts'
import { readBillRun } from './run-view.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database.drop())
afterEach(() => setClock(null))

const RULE1_FEN = 857_58n
const RULE2_FEN = 343_68n

async function run(world: JourneyWorld, change: object = {}) {
  const id = newId()
  const span = { from: '2020-06', to: '2020-12' }
  await world.as((tx, actor) => startBillRun(tx, actor, { id, communityId: world.communityId, ...span, ...change }))
  await world.settle()
  return world.as((tx, actor) => readBillRun(tx, actor, { billRunId: id }))
}

/** The notices about a run that somebody has. */
async function inboxOf(whom: Actor, billRunId: string) {
  const modules = [billingModule, messagingModule]
  await drainJobs(database.db, database.config, database.jobsUrl, modules, PLATFORM_JOBS)
  return asOwner<{ kind: string; read: boolean; params: object }>(
    database,
    `select kind, read_at is not null as read, params from messaging.notice
     where account_id = $1 and about_kind = 'bill-run' and about_id = $2 order by at, id`,
    [whom.id, billRunId],
  )
}

const none = { count: 0, fen: 0n }

describe('a run over drafts', () => {
  it('writes anew what is out of date, adds what is new and leaves the rest (R11)', async () => {
    const world = await makeJourneyWorld(database)
    const first = await run(world)
    expect(first.compared).toEqual({
      ...{ new: { count: 16, fen: 6n * RULE1_FEN + 10n * RULE2_FEN }, changed: none, gone: none, same: none },
      correction: none,
    })
    // 物业费二 from 2020-10-01 at 2 yuan: 94.56 × 2 + 20 = 209.12 instead of 114.56 for months or days from then on.
    await world.as((tx, actor) =>
      addRuleVersion(tx, actor, {
        ...{ id: newId(), ruleId: world.rule2, effectiveFrom: '2020-10-10', unitPrice: '2', fixedAmount: '20' },
      }),
    )
    const second = await run(world)
    expect(second).toMatchObject({ state: 'generated', billCount: second.compared.changed.count })
    expect(second.compared.new).toEqual(none)
    expect(second.compared.gone).toEqual(none)
    expect(second.compared.changed.count + second.compared.same.count).toBe(16)
    expect(second.compared.changed.fen).toBeGreaterThan(0n)
    const before = await world.as((tx, actor) => readBillRun(tx, actor, { billRunId: first.id }))
    expect(before.billCount).toBe(second.compared.same.count)
    expect(before.totalFen + second.totalFen).toBe(6n * RULE1_FEN + 10n * RULE2_FEN + second.compared.changed.fen)
    const third = await run(world)
    expect(third.compared).toMatchObject({ new: none, changed: none, gone: none, same: { count: 16 } })
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('removes drafts of a charge that ended before they begin, and shortens the one it ends in', async () => {
    const world = await makeJourneyWorld(database)
    await run(world)
    const [assignment] = await asOwner<{ id: string; version: number }>(
      database,
      'select id, version from billing.assignment where premises_id = $1',
      [world.rooms['1021']],
    )
    await world.as((tx, actor) =>
      editAssignment(tx, actor, {
        ...{
          assignmentId: assignment?.id ?? '',
          version: assignment?.version ?? 0,
          quantity: null,
          endsOn: '2020-09-24',
        },
      }),
    )
    const again = await run(world)
    expect(again.compared).toMatchObject({ gone: { count: 1, fen: -RULE2_FEN }, changed: { count: 1 }, new: none })
    const page = await world.as((tx, actor) =>
      billPage(tx, actor, { premisesId: world.rooms['1021'], limit: 9, sort: 'dueOn' }),
    )
    expect(page.items.map(bill => [bill.cycleStart, bill.cycleEnd])).toEqual([
      ['2020-06-10', '2020-09-09'],
      ['2020-09-10', '2020-09-24'],
    ])
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('is for one household, for items, and says how it compares with the months before', async () => {
    const world = await makeJourneyWorld(database)
    expect((await run(world, { premisesId: world.rooms['1012'], to: '2020-06' })).compared.new.count).toBe(1)
    const all = await run(world)
    expect(all.compared).toMatchObject({ new: { count: 15 }, same: { count: 1 } })
    expect((await run(world, { itemIds: [newId()] })).compared).toMatchObject({ new: none, same: none })
    const december = await run(world, { from: '2020-12' })
    const sums = await world.as((tx, actor) => readBillRunSums(tx, actor, { billRunId: december.id }))
    // A half year's bill of December is compared with that of June, a quarter's with that of September.
    expect(sums.lastPeriods).toEqual([
      { cycleMonths: 3, from: '2020-09-01', to: '2020-09-30' },
      { cycleMonths: 6, from: '2020-06-01', to: '2020-06-30' },
    ])
    const fen = 3n * RULE1_FEN + 2n * RULE2_FEN
    expect(sums.items).toMatchObject([{ itemName: '物业费', lastFen: fen, fen, runFen: 0n }])
    expect(sums.households).toHaveLength(0)
  })

  it('is approved by somebody else before it is issued, where a setting says so', async () => {
    const world = await makeJourneyWorld(database)
    await world.as(tx =>
      decideSetting(tx, runApproval, {
        ...{ communityId: world.communityId, value: 'somebody-else', reason: '内控', version: 0 },
      }),
    )
    const other = await world.tenant.staff({ name: '王主管' })
    const elsewhere = await world.tenant.staff({ name: '别处', communityIds: [newId()] })
    const drafts = await run(world)
    expect(drafts).toMatchObject({ approval: 'somebody-else', mine: true, approvedAt: null })
    const waiting = { kind: 'run-waiting', read: false, params: { community: '安居花园', asker: '李收费' } }
    expect(await inboxOf(other, drafts.id)).toMatchObject([waiting])
    for (const nobody of [world.staff, elsewhere]) expect(await inboxOf(nobody, drafts.id)).toEqual([])
    const issue = () => world.as((tx, actor) => issueBillRun(tx, actor, { billRunId: drafts.id }))
    await expect(issue()).rejects.toMatchObject({ code: 'billing.run_not_approved' })
    const approve = (actor = world.staff, totalFen = drafts.totalFen) =>
      world.as((tx, me) => approveBillRun(tx, me, { billRunId: drafts.id, totalFen }), actor)
    await expect(approve()).rejects.toMatchObject({ code: 'platform.own_request' })
    await expect(approve(other, 1n)).rejects.toMatchObject({ code: 'billing.run_changed' })
    expect(await approve(other)).toMatchObject({ approvedBy: '王主管' })
    expect(await inboxOf(other, drafts.id)).toMatchObject([{ ...waiting, read: true }])
    expect(await inboxOf(world.staff, drafts.id)).toMatchObject([
      { kind: 'run-approved', read: false, params: { decider: '王主管' } },
    ])
    expect(await issue()).toMatchObject({ state: 'issuing' })
  })

  it('is not approved any more when a later run, or somebody by hand, takes drafts from it', async () => {
    const world = await makeJourneyWorld(database)
    const decided = { communityId: world.communityId, value: 'somebody-else', reason: '内控', version: 0 }
    await world.as(tx => decideSetting(tx, runApproval, decided))
    const other = await world.tenant.staff({ name: '王主管' })
    const approve = async (billRunId: string) => {
      const { totalFen } = await world.as((tx, me) => readBillRun(tx, me, { billRunId }))
      return world.as((tx, me) => approveBillRun(tx, me, { billRunId, totalFen }), other)
    }
    const first = await run(world)
    await inboxOf(other, first.id)
    await approve(first.id)
    const [assignment] = await asOwner<{ id: string; version: number }>(
      database,
      'select id, version from billing.assignment where premises_id = $1',
      [world.rooms['1021']],
    )
    const { id: assignmentId = '', version = 0 } = assignment ?? {}
    await world.as((tx, actor) =>
      editAssignment(tx, actor, { assignmentId, version, quantity: null, endsOn: '2020-09-24' }),
    )
    // Another household's run leaves the approval; one that takes drafts does not.
    await run(world, { premisesId: world.rooms['1012'] })
    const read = () => world.as((tx, actor) => readBillRun(tx, actor, { billRunId: first.id }))
    expect(await read()).toMatchObject({ approvedBy: '王主管' })
    await run(world)
    expect(await read()).toMatchObject({ approvedBy: null, approvedAt: null })
    const told = (await inboxOf(other, first.id)).filter(({ read }) => !read)
    expect(told).toMatchObject([{ kind: 'run-waiting', params: { amount: formatYuan((await read()).totalFen) } }])
    const issue = () => world.as((tx, actor) => issueBillRun(tx, actor, { billRunId: first.id }))
    await expect(issue()).rejects.toMatchObject({ code: 'billing.run_not_approved' })
    await approve(first.id)
    const page = await world.as((tx, actor) =>
      billPage(tx, actor, { premisesId: world.rooms['1012'], limit: 1, sort: 'dueOn' }),
    )
    const void1012 = { billId: page.items[0]?.id ?? '', reason: '重复', forGood: false }
    await world.as((tx, actor) => voidBill(tx, actor, void1012))
    await expect(issue()).rejects.toMatchObject({ code: 'billing.run_not_approved' })
    await world.settle()
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })
})
