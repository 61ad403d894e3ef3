import { afterEach, beforeEach, expect } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { approveRequest } from '../../approvals/requests/decide-request.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { changeSetting } from '../../platform/settings/change-setting.ts'
import { verifyInvariants } from '../../verify.ts'
import { addItemTax } from '../items/edit-items.ts'
import { type MoneyWorld, makeMoneyWorld } from './money-world.ts'

export interface FreshWorld {
  database: TestDatabase
  world: MoneyWorld
}

/** Each test of the file has a money world on a database of its own, at ten in the morning of a day; afterwards every invariant must hold. */
export function inFreshWorlds(take: (made: FreshWorld) => void | Promise<void>, day = '2026-01-01'): void {
  let database: TestDatabase
  beforeEach(async () => {
    database = await cloneDatabase()
    setClock(new Date(`${day}T02:00:00Z`))
    await take({ database, world: await makeMoneyWorld(database) })
  })
  afterEach(async () => {
    setClock(null)
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
    await database.drop()
  })
}

/** Tax of an item from a day on, whatever the legal entity. */
export async function taxItem(
  { database, world }: FreshWorld,
  itemName: string,
  ratePercent: string,
  effectiveFrom = '2020-01-01',
): Promise<void> {
  const [item] = await asOwner<{ id: string }>(database, 'select id from billing.charge_item where name = $1', [
    itemName,
  ])
  const whole = { ...world.staff, communityIds: null, buildingIds: null }
  await inTransaction(database.db, whole, tx =>
    addItemTax(tx, whole, {
      ...{ itemId: item?.id ?? '', id: newId(), legalEntityId: null, taxCode: null, effectiveFrom, ratePercent },
    }),
  )
}

/** Lets people approve a request, one step after the other, until it is decided. */
export async function approveBy(
  { database }: FreshWorld,
  requestId: string | null,
  deciders: readonly Actor[],
): Promise<void> {
  let version = 1
  for (const decider of deciders) {
    const request = await inTransaction(database.db, decider, tx =>
      approveRequest(tx, decider, { requestId: requestId ?? '', version, note: '' }),
    )
    if (request.state !== 'waiting') return
    version = request.version
  }
}

/** A setting of the company. */
export async function decideForCompany(
  { world }: Pick<FreshWorld, 'world'>,
  key: string,
  value: NonNullable<unknown> | null,
  version = 0,
): Promise<void> {
  const decide = changeSetting({ requireCommunity: async () => undefined })
  await world.as((tx, actor) => decide(tx, actor, { key, version, value, reason: '' }))
}

/** The code by which something is refused; null when it is not. */
export function codeOf(work: Promise<unknown>): Promise<string | null | undefined> {
  return work.then(
    () => null,
    (error: { code?: string }) => error.code,
  )
}
