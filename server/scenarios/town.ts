import type { billing as contract, RequestOf } from '@anju/contract'
import { listAgeing } from '../src/analytics/reports/ageing/ageing-view.ts'
import { listPrepayments } from '../src/analytics/reports/movements/prepayments-view.ts'
import { listReceivables } from '../src/analytics/reports/receivables/receivables-view.ts'
import { readReconciliation } from '../src/analytics/reports/reconciliation/reconciliation-view.ts'
import { approveRequest } from '../src/approvals/requests/decide-request.ts'
import { collect } from '../src/billing/collections/collect.ts'
import { readHousehold } from '../src/billing/collections/household-view.ts'
import { assignRules, createRule, issueBillRun, startBillRun } from '../src/billing/index.ts'
import { readBalances } from '../src/ledger/index.ts'
import { loadModules } from '../src/modules.ts'
import type { Actor } from '../src/platform/actor.ts'
import { setClock } from '../src/platform/clock.ts'
import { inTransaction, type Tx } from '../src/platform/db.ts'
import { newId } from '../src/platform/ids.ts'
import { drainJobs } from '../src/platform/jobs.ts'
import { monthRange } from '../src/platform/period.ts'
import { PLATFORM_JOBS } from '../src/platform/platform-jobs.ts'
import { addPeople, createCommunity, ensureOccupancies, ensurePremises, premisesKey } from '../src/registry/index.ts'
import { cloneDatabase } from '../testing/database.ts'
import { makeTenant } from '../testing/world.ts'

/** A community of eight homes whose money is followed month by month, with all modules at work. */
export const HOMES = ['101', '102', '103', '104', '105', '106', '107', '108'] as const
export type Home = (typeof HOMES)[number]
type Rule = RequestOf<typeof contract.createRule>
type Collection = RequestOf<typeof contract.collect>

export type Town = Awaited<ReturnType<typeof makeTown>>

/** The town on a database of its own; 90 m² each, owners since 2024. */
export async function makeTown() {
  const database = await cloneDatabase()
  const modules = await loadModules()
  setClock(new Date('2024-12-20T10:00:00+08:00'))
  const tenant = await makeTenant(database)
  const [cashier, teller] = [await tenant.staff({ name: '李收费' }), await tenant.staff({ name: '王收费' })]
  const [boss, chief] = [await tenant.staff({ name: '项目经理' }), await tenant.staff({ name: '财务总监' })]
  const as = <T>(work: (tx: Tx, actor: Actor) => Promise<T>, actor = cashier) =>
    inTransaction(database.db, actor, tx => work(tx, actor))
  const { communityId, homes, owners } = await as(makeHomes)
  const settle = () => drainJobs(database.db, database.config, database.jobsUrl, modules, PLATFORM_JOBS)
  const household = (home: Home) => as((tx, actor) => readHousehold(tx, actor, { premisesId: homes[home] }))
  return {
    ...{ database, tenant, cashier, teller, boss, as, communityId, homes, owners, settle, household },
    /** Moves the clock to ten in the morning of a day. */
    at: (day: string) => setClock(new Date(`${day}T10:00:00+08:00`)),
    rule: (terms: Pick<Rule, 'name' | 'kind' | 'effectiveFrom' | 'unitPrice' | 'fixedAmount'> & Partial<Rule>) =>
      as(async (tx, actor) => {
        const id = newId()
        const usual = { communityId, code: id.slice(-8), itemName: terms.name, cycleMonths: 1, effectiveTo: null }
        const timing = { timing: 'advance', lineGrain: 'natural-month', proration: 'ACTUAL', dueDays: 14 } as const
        await createRule(tx, actor, { ...usual, ...timing, ...terms, id } as Rule)
        return id
      }),
    charge: (ruleId: string, of: readonly Home[], startsOn: string, endsOn: string | null = null) =>
      as((tx, actor) =>
        assignRules(
          tx,
          actor,
          of.map(home => ({ ruleId, premisesId: homes[home], startsOn, endsOn })),
        ),
      ),
    /** Generates and issues months; those that are billed already are corrected where something changed. Answers the run. */
    bill: async (month: string, to = month) => {
      const id = newId()
      await as((tx, actor) => startBillRun(tx, actor, { id, communityId, from: month, to }))
      await settle()
      await as((tx, actor) => issueBillRun(tx, actor, { billRunId: id }))
      await settle()
      return id
    },
    /** Takes money of a home for all its open bills, or those given. */
    take: async (
      home: Home,
      yuan: string,
      method: Collection['method'],
      more: Partial<Collection> = {},
      by = cashier,
    ) => {
      const { bills } = await household(home)
      // A bill that is settled but for its penalty is there, too.
      const open = bills.filter(bill => more.withPenalty || bill.outstandingFen > 0n)
      const billIds = more.billIds ?? open.map(bill => bill.id)
      const body = { id: newId(), premisesId: homes[home], amountFen: fen(yuan), method, ...more, billIds }
      return as((tx, actor) => collect(tx, actor, body), by)
    },
    /** Each step by somebody else: the next of those who may, until nothing waits. */
    approve: async (requestId: string | null) => {
      const decide = (version: number, by: Actor) =>
        as((tx, actor) => approveRequest(tx, actor, { requestId: requestId ?? '', version, note: '' }), by)
      const first = await decide(1, boss)
      return first.state === 'waiting' ? decide(2, chief) : first
    },
    /** What the reports and the ledger say of the community at the end of a month. */
    books: (month: string) => as((tx, actor) => readBooks(tx, actor, communityId, month)),
  }
}

/** Fen of an amount in yuan with two decimals or none. */
export const fen = (yuan: string) => BigInt(yuan.includes('.') ? yuan.replace('.', '') : `${yuan}00`)

async function readBooks(tx: Tx, actor: Actor, communityId: string, month: string) {
  const asOf = monthRange(month).to
  const span = { communityId, from: '2024-12', to: '2026-12', asOf, limit: 50, countUpTo: 1000 }
  const receivables = await listReceivables(tx, actor, { ...span, by: 'month' })
  const ageing = await listAgeing(tx, actor, { ...span, by: 'building' })
  const prepayments = await listPrepayments(tx, actor, { ...span, by: 'month' })
  const reconciliation = await readReconciliation(tx, actor, { communityId, asOf })
  const balances = await readBalances(tx, actor, { communityId })
  return { receivables, ageing, prepayments, reconciliation, balances }
}

async function makeHomes(tx: Tx, actor: Actor) {
  const communityId = newId()
  await createCommunity(tx, actor, { id: communityId, code: 'HEYUAN', name: '和园', address: '' })
  const place = { buildingCode: null, unitCode: null, areaCode: null }
  const { idByKey } = await ensurePremises(
    tx,
    actor,
    communityId,
    HOMES.map(code => ({
      ...{ ...place, code, floor: 1, layoutCode: null, areaM2: '90', innerAreaM2: null, areaFrom: '2024-01-01' },
      ...{ use: 'residential' as const, state: 'occupied' as const },
    })),
  )
  const each = <T>(of: (home: Home) => T) => Object.fromEntries(HOMES.map(home => [home, of(home)])) as Record<Home, T>
  const homes = each(code => idByKey.get(premisesKey({ ...place, code })) ?? '')
  const owners = each(() => newId())
  await addPeople(
    tx,
    actor,
    communityId,
    HOMES.map(home => ({ id: owners[home], name: `业主${home}`, sex: null, phone: null, idNumber: null })),
  )
  await ensureOccupancies(
    tx,
    actor,
    HOMES.map(home => ({
      ...{ premisesId: homes[home], personId: owners[home], kind: 'owner' as const, fromOn: '2024-01-01' },
    })),
  )
  return { communityId, homes, owners }
}
