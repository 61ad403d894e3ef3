import { tenantOf } from '../platform/actor.ts'
import { drawer, type Tx } from '../platform/db.ts'
import {
  addPeople,
  ensureBuildings,
  ensureOccupancies,
  ensurePremises,
  ensureUnits,
  premisesKey,
} from '../registry/index.ts'
import type { CommunityPlan, Occupant } from './community-plan.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'

const published = drawer('platform')

/** Houses, homes and people of a community, all or none; what is there already stays. Answers the premises by `premisesKey`. */
export async function settleCommunity(
  { actor, run }: DemoGround,
  communityId: string,
  plan: CommunityPlan,
  movedInAt: Date,
): Promise<Map<string, string>> {
  return run(async tx => {
    const { buildings, premises } = plan
    await ensureBuildings(tx, actor, communityId, buildings)
    const units = buildings.flatMap(({ code, units: codes, floors, hasLift }) =>
      codes.map(unit => ({ buildingCode: code, code: unit, floors, hasLift })),
    )
    await ensureUnits(tx, actor, communityId, units)
    const places = premises.map(({ place }) => place)
    const { idByKey } = await ensurePremises(tx, actor, communityId, places)
    const people = premises
      .flatMap(({ place, occupants }) =>
        occupants.map(occupant => ({ ...occupant, premisesId: idByKey.get(premisesKey(place)) ?? '' })),
      )
      .map((occupant, index) => {
        // One after the other, so that of those who moved in together the first stays the first.
        const madeAt = new Date(movedInAt.getTime() + index)
        return { ...occupant, personId: demoId(tenantOf(actor), `${plan.code} ${occupant.person.phone}`, madeAt) }
      })
    await addPeople(tx, actor, communityId, people.map(entryOf))
    await ensureOccupancies(tx, actor, people)
    await giveParking(tx, { actor }, plan, idByKey)
    return idByKey
  })
}

function entryOf({ person, personId }: Occupant & { personId: string }) {
  return { id: personId, name: person.name, sex: person.sex, phone: person.phone, idNumber: null }
}

/** The parking spaces belong to owners of rooms, some of whom were there before. */
async function giveParking(
  tx: Tx,
  { actor }: Pick<DemoGround, 'actor'>,
  { premises }: CommunityPlan,
  idByKey: Map<string, string>,
): Promise<void> {
  const owners = await published(tx)
    .selectFrom('registry.publicOccupancy')
    .select(['premisesId', 'personId', 'fromOn'])
    .where('tenantId', '=', tenantOf(actor))
    .where('kind', '=', 'owner')
    .orderBy('fromOn')
    .orderBy('personId')
    .execute()
  await ensureOccupancies(
    tx,
    actor,
    premises.flatMap(({ place, ownerLivesAt }) => {
      const premisesId = idByKey.get(premisesKey(place))
      const owner = ownerLivesAt && owners.find(each => each.premisesId === idByKey.get(ownerLivesAt))
      if (!premisesId || !owner) return []
      return [{ premisesId, personId: owner.personId, kind: 'owner' as const, fromOn: owner.fromOn }]
    }),
  )
}
