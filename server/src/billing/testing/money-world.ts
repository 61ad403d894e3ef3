import type { billing as contract, RequestOf } from '@anju/contract'
import type { TestDatabase } from '../../../testing/database.ts'
import { makeTenant, type Tenant } from '../../../testing/world.ts'
import { readBalances } from '../../ledger/index.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { addPeople, createCommunity, ensureOccupancies, ensurePremises, premisesKey } from '../../registry/index.ts'
import { collect } from '../collections/collect.ts'
import { readHousehold } from '../collections/household-view.ts'
import { assignRules, createRule, issueBillRun, startBillRun } from '../index.ts'
import { createItem } from '../items/edit-items.ts'
import billingModule from '../module.ts'

type Collected = RequestOf<typeof contract.collect>
type NewItem = RequestOf<typeof contract.createItem>
type NewRule = RequestOf<typeof contract.createRule>

/** A community with one flat whose charges are made to measure: items, fixed amounts, dates; money through the verbs. */
export interface MoneyWorld {
  tenant: Tenant
  staff: Actor
  communityId: string
  premisesId: string
  /** A second flat of the same owner. */
  besideId: string
  ownerId: string
  as<T>(work: (tx: Tx, actor: Actor) => Promise<T>): Promise<T>
  at(day: string): void
  item(name: string, facts?: Partial<NewItem>): Promise<string>
  /** Charges a flat a fixed amount a month from a day on; bills are due so many days after the first of the month. */
  charge(
    itemName: string,
    yuan: string,
    from: string,
    change?: Partial<NewRule> & { premisesId?: string },
  ): Promise<void>
  bill(from: string, to?: string): Promise<void>
  household(asOf?: string, premisesId?: string): ReturnType<typeof readHousehold>
  take(amountFen: bigint, change?: Partial<Collected>): ReturnType<typeof collect>
  balances(): Promise<Map<string, bigint>>
  settle(): Promise<void>
}

export async function makeMoneyWorld(database: TestDatabase): Promise<MoneyWorld> {
  const tenant = await makeTenant(database)
  const staff = await tenant.staff({ name: '李收费' })
  const as: MoneyWorld['as'] = work => inTransaction(database.db, staff, tx => work(tx, staff))
  const ids = await as((tx, actor) => makeFlats(tx, actor))
  const settle = () => drainJobs(database.db, database.config, database.jobsUrl, [billingModule], [])
  const household: MoneyWorld['household'] = (asOf, premisesId = ids.premisesId) =>
    as((tx, actor) => readHousehold(tx, actor, { premisesId, asOf }))
  return {
    ...{ tenant, staff, ...ids, as, settle, household },
    at: day => setClock(new Date(`${day}T02:00:00Z`)),
    item: async (name, facts) => {
      const defaults = {
        category: 'other',
        refundable: false,
        priority: 100,
        collectedBy: ['counter', 'online', 'bank'],
      } as const
      const id = newId()
      await as((tx, actor) =>
        createItem(tx, actor, { id, name, ...defaults, ...facts, collectedBy: [...defaults.collectedBy] }),
      )
      return id
    },
    charge: (itemName, yuan, from, change = {}) =>
      as((tx, actor) => chargeFlat(tx, actor, ids, { itemName, yuan, from, change })),
    bill: async (from, to = from) => {
      const id = newId()
      await as((tx, actor) => startBillRun(tx, actor, { id, communityId: ids.communityId, from, to }))
      await settle()
      await as((tx, actor) => issueBillRun(tx, actor, { billRunId: id }))
      await settle()
    },
    take: async (amountFen, change = {}) => {
      const billIds = change.billIds ?? (await household()).bills.map(bill => bill.id)
      return as((tx, actor) =>
        collect(tx, actor, {
          ...{ id: newId(), premisesId: ids.premisesId, method: 'transfer', amountFen },
          ...{ ...change, billIds },
        }),
      )
    },
    balances: () => as((tx, actor) => readBalances(tx, actor, { communityId: ids.communityId })),
  }
}

async function makeFlats(tx: Tx, actor: Actor) {
  const communityId = newId()
  await createCommunity(tx, actor, { id: communityId, code: 'QIAN', name: '钱塘里', address: '' })
  const place = { buildingCode: null, unitCode: null, areaCode: 'A' }
  const { idByKey } = await ensurePremises(
    tx,
    actor,
    communityId,
    ['101', '102'].map(code => ({
      ...{ ...place, code, floor: 1, layoutCode: null, areaM2: '89.37', innerAreaM2: null, areaFrom: '2020-01-01' },
      ...{ use: 'residential' as const, state: 'occupied' as const },
    })),
  )
  const [premisesId = '', besideId = ''] = ['101', '102'].map(code => idByKey.get(premisesKey({ ...place, code })))
  const ownerId = newId()
  await addPeople(tx, actor, communityId, [{ id: ownerId, name: '王业主', sex: null, phone: null, idNumber: null }])
  await ensureOccupancies(
    tx,
    actor,
    [premisesId, besideId].map(id => ({
      ...{ premisesId: id, personId: ownerId, kind: 'owner' as const, fromOn: '2020-01-01' },
    })),
  )
  return { communityId, premisesId, besideId, ownerId }
}

async function chargeFlat(
  tx: Tx,
  actor: Actor,
  ids: { communityId: string; premisesId: string },
  of: { itemName: string; yuan: string; from: string; change: Partial<NewRule> & { premisesId?: string } },
): Promise<void> {
  const ruleId = newId()
  const { premisesId = ids.premisesId, ...change } = of.change
  await createRule(tx, actor, {
    ...{ id: ruleId, communityId: ids.communityId, code: ruleId.slice(-8), name: of.itemName, itemName: of.itemName },
    ...{
      kind: 'fixed',
      cycleMonths: 1,
      timing: 'advance',
      lineGrain: 'natural-month',
      proration: 'ACTUAL',
      dueDays: 0,
    },
    ...{ effectiveFrom: of.from, effectiveTo: null, fixedAmount: of.yuan, unitPrice: '0' },
    ...change,
  } as NewRule)
  await assignRules(tx, actor, [{ ruleId, premisesId, startsOn: of.from }])
}
