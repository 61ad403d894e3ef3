import { newId } from '../../platform/ids.ts'
import { mergePeople } from '../../registry/duplicates/merge-people.ts'
import { addPeople } from '../../registry/index.ts'
import type { MoneyWorld } from './money-world.ts'

/** For tests: another record of the flats' owner turns up, and the one the bills know is merged into it (docs/decisions/0011). */
export async function mergeOwner(world: MoneyWorld, survivorId: string = newId()): Promise<void> {
  await world.as(async (tx, actor) => {
    await addPeople(tx, actor, world.communityId, [
      { id: survivorId, name: '王业主（正）', sex: null, phone: null, idNumber: null },
    ])
    await mergePeople(tx, actor, {
      ...{ id: newId(), personId: survivorId, version: 1, mergedId: world.ownerId, mergedVersion: 1 },
      take: {
        ...{ name: 'survivor', sex: 'survivor', birthday: 'survivor', document: 'survivor', email: 'survivor' },
        ...{ postalAddress: 'survivor', legalRepresentative: 'survivor', note: 'survivor', primaryPhone: 'survivor' },
      },
    })
  })
}
