import { assignRules, ensureRules } from '../billing/index.ts'
import { createCompany, ensureStaff } from '../identity/index.ts'
import { ensureChart } from '../ledger/index.ts'
import { type Actor, systemActor } from '../platform/actor.ts'
import type { Secrets } from '../platform/config.ts'
import { type Database, inTransaction, openDatabase } from '../platform/db.ts'
import { urlAs } from '../platform/migrate.ts'
import {
  addPeople,
  createCommunity,
  ensureBuildings,
  ensureOccupancies,
  ensurePremises,
  ensureUnits,
  premisesKey,
} from '../registry/index.ts'
import { chanceOf } from './chance.ts'
import { findTenant } from './demo-company.ts'
import { demoId } from './demo-id.ts'
import { inventHouseholds, type ScaleHousehold } from './scale-households.ts'

/** Communities of 2,500 homes each. */
export const SCALES = { '10k': { communities: 4 }, '100k': { communities: 40 } } as const
export type Scale = keyof typeof SCALES

const HOMES_PER_COMMUNITY = 2_500
const PASSWORD = 'anju-demo-2026'
const MADE_AT = new Date('2026-01-01T00:00:00Z')

export interface SeedScale {
  adminUrl: string
  secrets: Pick<Secrets, 'appPassword'>
  scale: Scale
  /** The same number makes the same company on every machine. */
  seed: number
  /** Fewer homes in each community, for tests. */
  homes?: number
  say: (words: string) => void
}

/**
 * Makes a large company beside the demo's: `big-10k` or `big-100k`, with buildings, homes, 2.5 people each on average, and a
 * property fee charged on every home. A community is one transaction: a run that was cut off goes on where it stopped, and a
 * finished one changes nothing. Answers the company's code.
 */
export async function seedScale(input: SeedScale): Promise<string> {
  const owner = openDatabase(input.adminUrl, { maxConnections: 2 })
  const db = openDatabase(urlAs(input.adminUrl, 'anju_app', input.secrets.appPassword), { maxConnections: 2 })
  const code = `big-${input.scale}${input.seed === 1 ? '' : `-${input.seed}`}`
  try {
    const actor = systemActor(await ensureScaleCompany(owner, code, input))
    await inTransaction(db, actor, tx => ensureScaleStaff(tx, actor))
    const { communities } = SCALES[input.scale]
    for (let number = 1; number <= communities; number += 1) {
      const made = await seedCommunity(db, actor, input, number)
      if (made) input.say(`  community ${number} of ${communities}: ${made.homes} homes, ${made.people} people`)
    }
    await owner.pool.query('analyze')
    input.say(`${code}: ${communities} communities. Sign in as admin@${code} with ${PASSWORD}.`)
    return code
  } finally {
    await db.close()
    await owner.close()
  }
}

async function ensureScaleCompany(owner: Database, code: string, { seed }: SeedScale): Promise<string> {
  const id = demoId(`scale ${seed}`, code, MADE_AT)
  return inTransaction(owner, systemActor(id), async tx => {
    const existing = await findTenant(tx, code)
    if (existing) return existing
    await createCompany(tx, { id, code, name: `规模演示物业 ${code.slice(4)}` })
    await ensureChart(tx, systemActor(id))
    return id
  })
}

async function ensureScaleStaff(tx: Parameters<typeof ensureStaff>[0], actor: Actor): Promise<void> {
  for (const [userName, name, roleCode] of [
    ['admin', '安平', 'company-admin'],
    ['cashier', '钱丽', 'cashier'],
  ] as const)
    await ensureStaff(tx, actor, { userName, name, password: PASSWORD, roleCode, communityIds: null })
}

async function seedCommunity(db: Database, actor: Actor, input: SeedScale, number: number) {
  const tenantId = actor.tenantId ?? ''
  const communityId = demoId(tenantId, `community ${number}`, MADE_AT)
  const homes = input.homes ?? HOMES_PER_COMMUNITY
  return inTransaction(db, actor, async tx => {
    const known = await ensureCommunity(tx, actor, communityId, number)
    if (known) return null
    const plan = inventHouseholds({ tenantId, seed: input.seed, community: number, homes })
    await ensureBuildings(
      tx,
      actor,
      communityId,
      plan.buildings.map(code => ({ code })),
    )
    await ensureUnits(tx, actor, communityId, plan.units)
    const places = plan.households.map(household => household.place)
    const { idByKey } = await ensurePremises(tx, actor, communityId, places)
    const people = plan.households.flatMap(household => household.people.map(({ person }) => person))
    await addPeople(tx, actor, communityId, people)
    await ensureOccupancies(
      tx,
      actor,
      plan.households.flatMap(household => occupanciesOf(household, idByKey)),
    )
    await chargeHomes(tx, actor, communityId, input.seed, number, [...idByKey.values()])
    return { homes: places.length, people: people.length }
  })
}

type Tx = Parameters<typeof ensureStaff>[0]

/** Whether the community was there already, which means that all of it is: it is made in one transaction. */
async function ensureCommunity(tx: Tx, actor: Actor, id: string, number: number): Promise<boolean> {
  const { idByKey } = await ensurePremises(tx, actor, id, [])
  if (idByKey.size > 0) return true
  await createCommunity(tx, actor, {
    id,
    code: `B${String(number).padStart(3, '0')}`,
    name: `规模花园${number}期`,
    address: '',
  })
  return false
}

function occupanciesOf(household: ScaleHousehold, idByKey: Map<string, string>) {
  const premisesId = idByKey.get(premisesKey(household.place)) ?? ''
  return household.people.map(({ person, kind }) => ({ premisesId, personId: person.id, kind, fromOn: '2020-01-01' }))
}

async function chargeHomes(tx: Tx, actor: Actor, communityId: string, seed: number, number: number, homes: string[]) {
  const price = chanceOf('scale', seed, number).pick(['1.85', '2.20', '2.85', '3.60'])
  const { idByCode } = await ensureRules(tx, actor, communityId, [
    {
      code: 'WYF',
      name: '住宅物业费',
      itemName: '物业费',
      kind: 'area-price',
      cycleMonths: 1,
      timing: 'advance',
      lineGrain: 'contract-month',
      proration: 'ACTUAL',
      effectiveFrom: '2020-01-01',
      effectiveTo: null,
      dueDays: 15,
      unitPrice: price,
      fixedAmount: '0',
    },
  ])
  const ruleId = idByCode.get('WYF') ?? ''
  await assignRules(
    tx,
    actor,
    homes.map(premisesId => ({ ruleId, premisesId, startsOn: '2026-01-01' })),
  )
}
