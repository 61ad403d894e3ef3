import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { makeDesk } from '../../../testing/desk.ts'
import { asOwner } from '../../../testing/world.ts'
import messaging from '../../messaging/module.ts'
import type { Actor } from '../../platform/actor.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { registerSubscriptions } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { PLATFORM_JOBS } from '../../platform/platform-jobs.ts'
import { listChains } from '../chains/chain-view.ts'
import { changeChain } from '../chains/change-chain.ts'
import { approveRequest, commentRequest, rejectRequest, withdrawRequest } from './decide-request.ts'
import { type ApprovedRequest, defineApproval } from './define-approval.ts'
import { requestApproval } from './request-approval.ts'
import { countWaitingApprovals, listApprovals, readApproval } from './request-view.ts'
import { billWords } from './words.ts'

const KIND = 'billing.waiver' as const
const done: { what: string; subjectId: string }[] = []
let failing = false
defineApproval(KIND, {
  onApproved: async (_tx: Tx, _actor: Actor, request: ApprovedRequest) => {
    if (failing) throw new Refusal('billing.bill_not_payable', 409, {})
    done.push({ what: 'approved', subjectId: request.subjectId })
  },
  onClosed: async (_tx, _actor, request, state) => {
    done.push({ what: state, subjectId: request.subjectId })
  },
})

let database: TestDatabase
let desk: Awaited<ReturnType<typeof makeDesk>>
let asker: Actor
let first: Actor
let second: Actor
let there: Actor
const READ = 'approvals.requests.read'
const DECIDE = 'approvals.requests.decide'
const LARGE = 'approvals.requests.decide-large'

beforeAll(async () => {
  database = await cloneDatabase()
  desk = await makeDesk(database)
  const { tenant } = desk
  asker = await tenant.staff({ name: '收费员', permissions: [READ] })
  first = await tenant.staff({ name: '项目经理', permissions: [READ, DECIDE], communityIds: [desk.here.communityId] })
  second = await tenant.staff({ name: '财务总监', permissions: [READ, DECIDE, LARGE] })
  there = await tenant.staff({ name: '别处经理', permissions: [READ, DECIDE], communityIds: [desk.there.communityId] })
})
afterAll(() => database.drop())
beforeEach(() => {
  done.length = 0
  failing = false
})

const run = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => inTransaction(database.db, actor, work)
const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )
const ask = (amountFen = 5_000n, actor = asker, subjectId = newId()) =>
  run(actor, tx =>
    requestApproval(tx, actor, {
      ...{ kind: KIND, subjectId, communityId: desk.here.communityId, premisesId: desk.here.rooms[0], amountFen },
      title: { code: 'waiver', params: { items: '物业费' } },
      facts: [
        { name: 'owed', text: '', fen: 25_470n },
        { name: 'bill', text: billWords('物业费', '2026-03-01', 'ZD1'), fen: 5_000n },
      ],
      reason: '漏水',
    }),
  )
const approve = (actor: Actor, requestId: string, version = 1) =>
  run(actor, tx => approveRequest(tx, actor, { requestId, version, note: '' }))
const read = (requestId: string, actor = asker) => run(actor, tx => readApproval(tx, actor, { requestId }))
const list = (actor: Actor, view: 'to-decide' | 'mine' | 'all') =>
  run(actor, tx => listApprovals(tx, actor, { view, limit: 200 }))

test('a small amount needs one, and the effect happens with it', async () => {
  const id = await ask()
  expect((await read(id)).chain).toMatchObject([{ state: 'waiting', deciders: ['财务总监', '项目经理'] }])
  const answer = await approve(first, id)
  expect(answer).toMatchObject({ state: 'approved', passed: 1, steps: 1, mayDecide: false })
  expect(done.map(({ what }) => what)).toEqual(['approved'])
})

test('a large amount needs a second, another person who may decide over large ones', async () => {
  const id = await ask(200_000n)
  expect(await approve(first, id)).toMatchObject({ state: 'waiting', passed: 1, version: 2 })
  expect(done).toEqual([])
  expect(await refused(approve(first, id, 2))).toBe('approvals.decided_before')
  expect((await read(id)).chain[1]?.deciders).toEqual(['财务总监'])
  expect(await approve(second, id, 2)).toMatchObject({ state: 'approved', passed: 2 })
  expect(done).toHaveLength(1)
})

test('nobody approves their own, not even who holds every permission', async () => {
  const id = await ask(5_000n, second)
  expect(await refused(approve(second, id))).toBe('platform.own_request')
  expect((await list(second, 'to-decide')).items.map(row => row.id)).not.toContain(id)
  expect((await list(first, 'to-decide')).items.map(row => row.id)).toContain(id)
})

test('who asks may not be the only one who could decide', async () => {
  expect(await refused(ask(200_000n, second))).toBe('approvals.nobody_decides')
})

test('two approve at the same moment: one counts, the effect happens once', async () => {
  const id = await ask()
  const third = await desk.tenant.staff({ name: '副经理', permissions: [READ, DECIDE] })
  const answers = await Promise.all([refused(approve(first, id)), refused(approve(third, id))])
  expect(answers.toSorted()).toEqual(['approvals.closed', 'done'])
  expect(done).toHaveLength(1)
  await asOwner(database, "update identity.staff_account set state = 'disabled' where id = $1", [third.id])
})

test('what the owning module refuses leaves the request waiting, and nothing decided', async () => {
  const id = await ask()
  failing = true
  expect(await refused(approve(first, id))).toBe('billing.bill_not_payable')
  expect(await read(id)).toMatchObject({ state: 'waiting', passed: 0, decisions: [] })
})

test('rejected with the reason, or taken back by who asked only', async () => {
  const [one, two] = [await ask(), await ask()]
  await run(first, tx => rejectRequest(tx, first, { requestId: one, version: 1, reason: '依据不足' }))
  expect(await read(one)).toMatchObject({
    state: 'rejected',
    chain: [{ state: 'rejected' }],
    decisions: [{ verdict: 'rejected', note: '依据不足', byName: '项目经理' }],
  })
  const withdraw = (actor: Actor) =>
    run(actor, tx => withdrawRequest(tx, actor, { requestId: two, version: 1, reason: '' }))
  expect(await refused(withdraw(second))).toBe('platform.not_found')
  expect((await withdraw(asker)).state).toBe('withdrawn')
  expect(done.map(({ what }) => what)).toEqual(['rejected', 'withdrawn'])
  expect(await refused(approve(first, two, 2))).toBe('approvals.closed')
})

test('what the screen did not show is not approved', async () => {
  const id = await ask(200_000n)
  await approve(first, id)
  expect(await refused(approve(second, id, 1))).toBe('platform.changed_meanwhile')
})

test('staff of elsewhere neither see nor decide it; who lacks the step’s right does not decide', async () => {
  const id = await ask()
  expect(await refused(approve(there, id))).toBe('platform.not_found')
  expect(await refused(read(id, there))).toBe('platform.not_found')
  const large = await ask(200_000n)
  const third = await desk.tenant.staff({ name: '主管', permissions: [READ, DECIDE] })
  await approve(first, large)
  expect(await refused(approve(third, large, 2))).toBe('approvals.not_yours')
})

test('one thing is asked for once', async () => {
  const subjectId = newId()
  await ask(5_000n, asker, subjectId)
  expect(await refused(ask(5_000n, asker, subjectId))).toBe('platform.already_there')
})

test('the badge counts what waits for me; a word changes nothing but the history', async () => {
  const before = await run(first, tx => countWaitingApprovals(tx, first))
  const id = await ask()
  expect((await run(first, tx => countWaitingApprovals(tx, first))).waiting).toBe(before.waiting + 1)
  expect((await run(asker, tx => countWaitingApprovals(tx, asker))).waiting).toBe(0)
  await run(first, tx => commentRequest(tx, first, { requestId: id, id: newId(), text: '有照片吗' }))
  expect(await read(id)).toMatchObject({ version: 1, decisions: [{ verdict: 'comment', note: '有照片吗' }] })
  expect((await list(asker, 'mine')).items.every(row => row.mine)).toBe(true)
})

test('who may decide is told once, with the way there; decided, it waits in no inbox any more and the asker hears of it', async () => {
  registerSubscriptions([messaging])
  const settle = () => drainJobs(database.db, database.config, database.jobsUrl, [messaging], PLATFORM_JOBS)
  const inbox = async (actor: Actor, requestId: string) => {
    await settle()
    return asOwner<{ kind: string; read: boolean; code: string }>(
      database,
      `select kind, read_at is not null as read, params ->> 'titleCode' as code from messaging.notice
       where account_id = $1 and about_kind = 'approval' and about_id = $2 order by at, id`,
      [actor.id, requestId],
    )
  }
  const large = await ask(200_000n)
  const waiting = { kind: 'approval-waiting', read: false, code: 'waiver' }
  expect(await inbox(first, large)).toEqual([waiting])
  expect(await inbox(second, large)).toEqual([waiting])
  expect(await inbox(there, large)).toEqual([])
  await approve(first, large)
  // The second step is told anew; the first waits for nobody.
  expect(await inbox(first, large)).toEqual([{ ...waiting, read: true }])
  expect(await inbox(second, large)).toEqual([{ ...waiting, read: true }, waiting])
  await approve(second, large, 2)
  expect((await inbox(second, large)).every(notice => notice.read)).toBe(true)
  expect(await inbox(asker, large)).toEqual([{ kind: 'approval-approved', read: false, code: 'waiver' }])
  const taken = await ask()
  await inbox(first, taken)
  await run(asker, tx => withdrawRequest(tx, asker, { requestId: taken, version: 1, reason: '' }))
  expect(await inbox(first, taken)).toEqual([{ ...waiting, read: true }])
})

test('a company decides its own chain, by role too; what waits keeps its steps', async () => {
  const waiting = await ask()
  const { roles, items } = await run(second, tx => listChains(tx, second))
  expect(items.find(chain => chain.kind === KIND)).toMatchObject({ own: false, version: 0 })
  const [role] = await asOwner<{ roleId: string }>(
    database,
    'select role_id as "roleId" from identity.staff_role where staff_id = $1',
    [second.id],
  )
  const roleId = role?.roleId ?? ''
  expect(roles.map(one => one.id)).toContain(roleId)
  const steps = [{ fromFen: 0n, permission: null, roleId }]
  const change = (version: number, actor = second) =>
    run(actor, tx => changeChain(tx, actor, { kind: KIND, version, steps, reason: '统一由财务审批' }))
  expect(await refused(change(0, first))).toBe('platform.beyond_scope')
  expect(await change(0)).toMatchObject({ own: true, version: 1 })
  expect(await refused(change(0))).toBe('platform.changed_meanwhile')
  const id = await ask()
  expect(await refused(approve(first, id))).toBe('approvals.not_yours')
  expect((await approve(second, id)).state).toBe('approved')
  expect((await approve(first, waiting)).state).toBe('approved')
})

test('what it is about is kept as a code that every language words, and in Chinese for what was written down', async () => {
  const { title, words, facts } = await read(await ask())
  expect({ title, words }).toEqual({ title: '减免物业费', words: { code: 'waiver', params: { items: '物业费' } } })
  expect(facts).toMatchObject([
    { name: 'owed', text: '', words: null },
    {
      text: '物业费 2026-03（ZD1）',
      words: { code: 'bill', params: { item: '物业费', month: '2026-03', bill: 'ZD1' } },
    },
  ])
  // A request from before has its text alone.
  const old = await ask()
  await asOwner(
    database,
    `update approvals.request set words = null, facts = '[{"name": "owed", "text": "欠费", "fen": "1"}]' where id = $1`,
    [old],
  )
  expect(await read(old)).toMatchObject({
    title: '减免物业费',
    words: null,
    facts: [{ text: '欠费', words: null, fen: 1n }],
  })
})

test('decisions are facts', async () => {
  const rights = await asOwner<{ may: boolean }>(
    database,
    "select has_table_privilege('anju_app', 'approvals.decision', 'update, delete') as may",
  )
  expect(rights).toEqual([{ may: false }])
})
