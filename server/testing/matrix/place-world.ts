import { type Call, registry } from '@anju/contract'
import { newId } from '../../src/platform/ids.ts'

/** A split that may be taken back, and a name given by hand; answers the id of the split. */
export async function changePlaces(call: Call, homes: { mergedId: string; emptyPremisesId: string }): Promise<string> {
  const successionId = newId()
  await call(registry.splitPremises, {
    body: {
      ...{ id: successionId, old: { id: homes.mergedId, version: 1 }, fromOn: '2026-06-01', reason: '隔成两户' },
      ...{ differs: false, carryOccupancies: false, carryAliases: false },
      into: ['206A', '206B'].map((code, index) => ({
        ...{ id: newId(), code, floor: 2, floorTo: null, use: 'residential' as const, state: 'vacant' as const },
        ...{ ownership: null, areaM2: index === 0 ? '40.00' : '49.37', innerAreaM2: null },
      })),
    },
  })
  await call(registry.addPremisesAlias, { params: { premisesId: homes.emptyPremisesId }, body: { alias: 'old-1' } })
  return successionId
}

/** Two papers of premises: one to be corrected, one to be taken away. */
export async function makeDocuments(call: Call, at: { communityId: string; premisesId: string; photoId: string }) {
  const { communityId, premisesId, photoId } = at
  const add = async (title: string) => {
    const id = newId()
    await call(registry.addPlaceDocument, {
      body: {
        ...{ id, communityId, premisesId, kind: 'title', title, number: '', note: '', fileId: photoId },
        ...{ datedOn: null, validUntil: null, filePurpose: 'photo' },
      },
    })
    return id
  }
  return { placeDocumentId: await add('不动产权证'), removableDocumentId: await add('收房单') }
}
