import fc from 'fast-check'
import { approveRequest } from '../src/approvals/requests/decide-request.ts'
import { holdBill, releaseBill } from '../src/billing/corrections/hold-bill.ts'
import { readdressBill } from '../src/billing/corrections/readdress-bill.ts'
import { voidBill } from '../src/billing/corrections/void-bill.ts'
import { askFund } from '../src/billing/funds/ask-fund.ts'
import { askFundReversal } from '../src/billing/funds/ask-fund-reversal.ts'
import { collect, followingJobs, issueBillRun, openings, startBillRun } from '../src/billing/index.ts'
import { askPurseRefund, askRefund } from '../src/billing/refunds/ask-refund.ts'
import { readRefundable } from '../src/billing/refunds/refundable-view.ts'
import { askReversal, reversePayment } from '../src/billing/refunds/reverse-payment.ts'
import { addRuleVersion } from '../src/billing/rules/add-rule-version.ts'
import { type JourneyWorld, ROOMS } from '../src/billing/testing/journey-world.ts'
import { askWaiver } from '../src/billing/waivers/ask-waiver.ts'
import type { Actor } from '../src/platform/actor.ts'
import { now, setClock, today } from '../src/platform/clock.ts'
import { inTransaction, type Tx } from '../src/platform/db.ts'
import { newId } from '../src/platform/ids.ts'
import type { JobDefinition } from '../src/platform/jobs.ts'
import { addPeople, rooms } from '../src/registry/index.ts'
import { transferOwnership } from '../src/registry/occupancies/transfer-ownership.ts'
import type { TestDatabase } from '../testing/database.ts'
import { asOwner } from '../testing/world.ts'

/** A random step; `at` is a room, `which` one of what there is, counted round. */
export type Step =
  | { do: 'bill'; from: number; months: number }
  | { do: 'price'; rule: 'rule1' | 'rule2'; month: number; price: number }
  | { do: 'area'; at: number; area: number }
  | { do: 'pay'; at: number; percent: number; method: 'cash' | 'transfer' | 'pos'; penalty: boolean }
  | { do: 'payTwice'; at: number }
  | { do: 'ahead'; at: number; fen: number }
  | { do: 'refund'; which: number; percent: number }
  | { do: 'refundPurse'; which: number; percent: number }
  | { do: 'waive'; at: number; percent: number; kind: 'waiver' | 'write-off' }
  | { do: 'reverse'; which: number }
  | { do: 'transfer'; at: number; readdress: boolean }
  | { do: 'void'; at: number; forGood: boolean }
  | { do: 'hold'; at: number; release: boolean }
  | { do: 'open'; at: number; fen: number }
  | { do: 'takeBack' }
  | { do: 'handOver'; percent: number }
  | { do: 'takeBackHandOver'; which: number }
  | { do: 'wait'; days: number }

const at = fc.integer({ min: 0, max: ROOMS.length - 1 })
const which = fc.integer({ min: 0, max: 40 })
const month = fc.integer({ min: 0, max: 9 })
const percent = fc.integer({ min: 1, max: 100 })
const fen = fc.integer({ min: 1, max: 99_999 })
const doing = <K extends Step['do'], Rest extends object>(
  weight: number,
  name: K,
  rest: { [N in keyof Rest]: fc.Arbitrary<Rest[N]> },
) => ({
  weight,
  arbitrary: fc.record({ do: fc.constant(name), ...rest }) as unknown as fc.Arbitrary<Step>,
})

/** What is cheap comes often; a bill run costs as much as ten payments. */
export const STEP: fc.Arbitrary<Step> = fc.oneof(
  doing(2, 'bill', { from: month, months: fc.integer({ min: 0, max: 4 }) }),
  doing(2, 'price', { rule: fc.constantFrom('rule1', 'rule2'), month, price: fc.integer({ min: 1, max: 50_000 }) }),
  doing(2, 'area', { at, area: fc.integer({ min: 1, max: 30_000 }) }),
  doing(16, 'pay', {
    ...{ at, percent: fc.integer({ min: 1, max: 130 }), method: fc.constantFrom('cash', 'transfer', 'pos') },
    penalty: fc.boolean(),
  }),
  doing(2, 'payTwice', { at }),
  doing(6, 'ahead', { at, fen }),
  doing(12, 'refund', { which, percent }),
  doing(5, 'refundPurse', { which, percent }),
  doing(9, 'waive', { at, percent, kind: fc.constantFrom('waiver', 'waiver', 'write-off') }),
  doing(12, 'reverse', { which }),
  doing(5, 'transfer', { at, readdress: fc.boolean() }),
  doing(4, 'void', { at, forGood: fc.boolean() }),
  doing(3, 'hold', { at, release: fc.boolean() }),
  doing(3, 'open', { at, fen }),
  doing(2, 'takeBack', {}),
  doing(5, 'handOver', { percent }),
  doing(3, 'takeBackHandOver', { which }),
  doing(6, 'wait', { days: fc.integer({ min: 1, max: 12 }) }),
)

const monthOf = (n: number) => `${2020 + Math.floor((5 + n) / 12)}-${String(((5 + n) % 12) + 1).padStart(2, '0')}`

export interface Run {
  database: TestDatabase
  world: JourneyWorld
  /** Approve, one after the other. */
  deciders: readonly Actor[]
  /** Collected for others. */
  agencyItemId: string
  opened: { billIds: string[]; movementIds: string[]; depositIds: string[] }
}

type Deeds = { [K in Step['do']]: (run: Run, given: Extract<Step, { do: K }>) => Promise<unknown> }

/** Does a step by the verbs that the routes call. Errors: whatever they refuse. */
export async function take<K extends Step['do']>(run: Run, given: Extract<Step, { do: K }>): Promise<void> {
  await (DEEDS[given.do as K] as (run: Run, given: Extract<Step, { do: K }>) => Promise<unknown>)(run, given)
}

const DEEDS: Deeds = {
  bill: (run, { from, months }) => bill(run, monthOf(from), monthOf(from + months)),
  price: ({ world }, { rule, month: n, price }) => {
    const version = { id: newId(), effectiveFrom: `${monthOf(n)}-11`, unitPrice: `${price / 10_000}` }
    return world.as((tx, me) => addRuleVersion(tx, me, { ruleId: world[rule], ...version, fixedAmount: '20' }))
  },
  area: ({ world }, given) =>
    world.as((tx, me) => rooms.correctArea(tx, me, homeOf(world, given.at), `${given.area / 100}`)),
  pay: (run, given) => pay(run, given),
  payTwice: (run, given) => pay(run, { at: given.at, percent: 30, method: 'cash', penalty: false }, 3),
  ahead: ({ world }, given) =>
    world.as((tx, me) =>
      collect(tx, me, {
        ...{ id: newId(), premisesId: homeOf(world, given.at), billIds: [], amountFen: BigInt(given.fen) },
        ...{ method: 'transfer', overpayment: 'prepay' },
      }),
    ),
  refund,
  refundPurse,
  waive,
  reverse,
  transfer,
  void: async (run, { at: place, forGood }) => {
    const [billId] = (await openBills(run, place)).ids
    if (billId) await run.world.as((tx, me) => voidBill(tx, me, { billId, reason: '试', forGood }))
  },
  hold: async (run, { at: place, release }) => {
    const [billId] = (await openBills(run, place)).ids
    if (billId)
      await run.world.as((tx, me) =>
        release ? releaseBill(tx, me, { billId }) : holdBill(tx, me, { billId, reason: '试' }),
      )
  },
  open,
  takeBack: async run => {
    const taken = await run.world.as((tx, me) => openings.takeBackOpenings(tx, me, run.opened))
    if (taken) run.opened = { billIds: [], movementIds: [], depositIds: [] }
  },
  handOver,
  takeBackHandOver,
  wait: async (_run, { days }) => setClock(new Date(now().getTime() + days * 86_400_000)),
}

const homeOf = (world: JourneyWorld, place: number) => world.rooms[ROOMS[place] ?? '1011']
const part = (whole: bigint, of: number) => (whole * BigInt(of) + 99n) / 100n

function look<R extends Record<string, unknown>>({ database }: Run, text: string, values: unknown[]): Promise<R[]> {
  return asOwner<R>(database, text, values)
}

/** One of what there is, counted round; nothing where there is none. */
async function oneOf(run: Run, count: number, text: string): Promise<string | undefined> {
  const rows = await look<{ id: string }>(run, text, [run.world.tenant.tenantId])
  return rows[count % Math.max(1, rows.length)]?.id
}

async function openBills(run: Run, place: number) {
  const premisesId = homeOf(run.world, place)
  const bills = await look<{ id: string; open: string }>(
    run,
    `select id, (amount_fen - settled_fen)::text as open from billing.bill
     where tenant_id = $1 and premises_id = $2 and state = 'issued' and amount_fen > settled_fen order by due_on, id`,
    [run.world.tenant.tenantId, premisesId],
  )
  return { premisesId, ids: bills.map(one => one.id), owed: bills.reduce((sum, one) => sum + BigInt(one.open), 0n) }
}

/** A run as its jobs do it, without the queue around them. */
export async function bill(
  { database: { db, config }, world }: Pick<Run, 'database' | 'world'>,
  from: string,
  to: string,
) {
  const { communityId, tenant, as } = world
  const billRunId = newId()
  const perform = (job: JobDefinition) =>
    job.perform(
      { db, config, run: (work: (tx: Tx) => Promise<unknown>) => inTransaction(db, tenant.system, work) } as never,
      tenant.system,
      {
        billRunId,
      } as never,
    )
  await as((tx, me) => startBillRun(tx, me, { id: billRunId, communityId, from, to }))
  await perform(followingJobs.generateBills)
  await as((tx, me) => issueBillRun(tx, me, { billRunId }))
  await perform(followingJobs.issueBills)
  await perform(followingJobs.offsetBillRun)
}

type Pay = Omit<Extract<Step, { do: 'pay' }>, 'do'>

async function pay(run: Run, { at: place, percent: share, method, penalty }: Pay, times = 1): Promise<void> {
  const { premisesId, ids, owed } = await openBills(run, place)
  if (ids.length === 0) return
  const body = { id: newId(), premisesId, billIds: ids, amountFen: part(owed, share), method }
  // What is too much is kept ahead; without that it is refused.
  const more = share > 115 ? { overpayment: 'prepay' as const } : {}
  const asked = Array.from({ length: times }, () =>
    run.world.as((tx, me) => collect(tx, me, { ...body, ...more, withPenalty: penalty })),
  )
  for (const answer of await Promise.allSettled(asked)) if (answer.status === 'rejected') throw answer.reason
}

const PAYEE = { method: 'transfer', payeeName: '业主', payeeAccount: '6222020200011112222', reason: '试' } as const

async function approve({ world, deciders }: Run, requestId: string | null): Promise<void> {
  let version = 1
  for (const decider of deciders) {
    const done = await world.as(
      (tx, who) => approveRequest(tx, who, { requestId: requestId ?? '', version, note: '' }),
      decider,
    )
    if (done.state !== 'waiting') return
    version = done.version
  }
}

const PAYMENTS = 'select id from payments.payment where tenant_id = $1 order by id desc limit 12'

async function refund(run: Run, given: Extract<Step, { do: 'refund' }>): Promise<void> {
  const paymentId = await oneOf(run, given.which, PAYMENTS)
  if (!paymentId) return
  const of = await run.world.as((tx, me) => readRefundable(tx, me, { paymentId }))
  const lines = of.lines
    .filter(line => line.leftFen > 0n)
    .map(line => ({ lineId: line.lineId, amountFen: part(line.leftFen, given.percent) }))
  const prepaidFen = given.which % 2 === 0 ? part(of.prepaidFen, given.percent) : 0n
  if (lines.length === 0 && prepaidFen <= 0n) return
  const asked = await run.world.as((tx, me) =>
    askRefund(tx, me, { id: newId(), paymentId, lines, prepaidFen, ...PAYEE, photoIds: [] }),
  )
  await approve(run, asked.requestId)
}

async function refundPurse(run: Run, given: Extract<Step, { do: 'refundPurse' }>): Promise<void> {
  const [purse] = await look<{ id: string; fen: string }>(
    run,
    'select id, balance_fen::text as fen from billing.purse where tenant_id = $1 and balance_fen > 0 order by id offset $2 limit 1',
    [run.world.tenant.tenantId, given.which % 3],
  )
  if (!purse) return
  const amountFen = part(BigInt(purse.fen), given.percent)
  const asked = await run.world.as((tx, me) =>
    askPurseRefund(tx, me, { id: newId(), purseId: purse.id, amountFen, ...PAYEE, photoIds: [] }),
  )
  await approve(run, asked.requestId)
}

async function waive(run: Run, given: Extract<Step, { do: 'waive' }>): Promise<void> {
  const { premisesId, ids } = await openBills(run, given.at)
  if (ids.length === 0) return
  const { kind } = given
  const scope = kind === 'waiver' && given.percent % 4 === 0 ? ('penalty' as const) : ('principal' as const)
  const asked = await run.world.as((tx, me) =>
    askWaiver(tx, me, {
      ...{ id: newId(), premisesId, billIds: ids.slice(0, 3), kind, scope, percent: String(given.percent) },
      ...{ amountFen: null, reason: '试', photoIds: [] },
    }),
  )
  await approve(run, asked.requestId)
}

async function reverse(run: Run, given: Extract<Step, { do: 'reverse' }>): Promise<void> {
  const paymentId = await oneOf(run, given.which, PAYMENTS)
  if (!paymentId) return
  const of = await run.world.as((tx, me) => readRefundable(tx, me, { paymentId }))
  if (of.reversal === 'same-day')
    return void (await run.world.as((tx, me) => reversePayment(tx, me, { id: newId(), paymentId, reason: '试' })))
  const cause = given.which % 2 === 0 ? ('bounced' as const) : ('mistake' as const)
  const asked = await run.world.as((tx, me) =>
    askReversal(tx, me, { id: newId(), paymentId, cause, reason: '试', photoIds: [] }),
  )
  await approve(run, asked.requestId)
}

/** 过户, today: the next run bills the buyer; sometimes what is owed is readdressed to the buyer. */
async function transfer(run: Run, given: Extract<Step, { do: 'transfer' }>): Promise<void> {
  const { world } = run
  const { communityId } = world
  const premisesId = homeOf(world, given.at)
  const personId = newId()
  await world.as(async (tx, me) => {
    await addPeople(tx, me, communityId, [
      { id: personId, name: `买家${personId.slice(-4)}`, sex: null, phone: null, idNumber: null },
    ])
    await transferOwnership(tx, me, {
      ...{ premisesId, on: today(), owners: [{ id: newId(), personId, share: null, resides: true }] },
      ...{ oldFamily: 'ends', note: '', forwarding: null },
    })
  })
  const [billId] = (await openBills(run, given.at)).ids
  if (given.readdress && billId)
    await world.as((tx, me) => readdressBill(tx, me, { billId, payerPersonId: personId, reason: '试' }))
}

async function open(run: Run, { at: place, fen: much }: Extract<Step, { do: 'open' }>): Promise<void> {
  const { world, opened } = run
  const premisesId = homeOf(world, place)
  const on = { communityId: world.communityId, asOfOn: '2020-05-31' }
  const [billId, movementId, depositId] = [newId(), newId(), newId()]
  const amountFen = BigInt(much)
  await world.as(async (tx, me) => {
    await openings.openDebts(tx, me, on, [
      {
        ...{ id: billId, premisesId, itemName: '物业费', periodFrom: '2020-01-01', periodTo: '2020-01-31' },
        ...{ dueOn: '2020-01-31', arrearsFen: amountFen, receivableFen: null, paidFen: null, waivedFen: null },
        ...{ penaltyFen: 0n, penaltyStopOn: null, debtor: null },
      },
    ])
    await openings.openPurses(tx, me, on, [{ id: movementId, premisesId, itemName: null, amountFen, holderName: null }])
    const words = { receivedOn: '2020-01-05', receiptNumber: null, payerName: null, remark: null }
    await openings.openDeposits(tx, me, on, [{ id: depositId, premisesId, itemName: '装修押金', amountFen, ...words }])
  })
  opened.billIds.push(billId)
  opened.movementIds.push(movementId)
  opened.depositIds.push(depositId)
}

async function handOver(run: Run, given: Extract<Step, { do: 'handOver' }>): Promise<void> {
  const { world, agencyItemId: itemId } = run
  const [row] = await look<{ fen: string }>(
    run,
    "select billing.fund_balance($1, $2, 'agency', $3, false)::text as fen",
    [...[world.tenant.tenantId, world.communityId, itemId]],
  )
  const amountFen = part(BigInt(row?.fen ?? '0'), given.percent)
  if (amountFen <= 0n) return
  const asked = await world.as((tx, me) =>
    askFund(tx, me, {
      ...{ id: newId(), communityId: world.communityId, kind: 'agency', itemId, deed: 'hand-over', amountFen },
      ...{
        method: 'transfer',
        partyName: '水务',
        partyAccount: '62220202',
        purpose: '转交',
        reference: '',
        fileIds: [],
      },
      ...{ taxRatePercent: null, resolutionId: null, fromMonth: '2020-06', toMonth: '2020-12', homes: null },
    }),
  )
  await approve(run, asked.requestId)
}

async function takeBackHandOver(run: Run, given: Extract<Step, { do: 'takeBackHandOver' }>): Promise<void> {
  const fundRequestId = await oneOf(
    run,
    given.which,
    "select id from billing.fund_request where tenant_id = $1 and deed = 'hand-over' and state = 'approved' order by id desc limit 6",
  )
  if (!fundRequestId) return
  const asked = await run.world.as((tx, me) => askFundReversal(tx, me, { id: newId(), fundRequestId, reason: '试' }))
  await approve(run, asked.requestId)
}
