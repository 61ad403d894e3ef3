import { newId } from '../../src/platform/ids.ts'
import type { MadeId, Sample } from './samples.ts'
import type { Things } from './world.ts'

const page = { limit: 200 }
const BUILDING = {
  ...{
    name: '',
    kind: 'residential',
    floorsAbove: 6,
    floorsBelow: 1,
    builtYear: 2016,
    liftCount: 1,
    structure: 'frame',
  },
}
const PREMISES = {
  ...{ floor: 2, floorTo: null, use: 'residential', ownership: 'commodity', orientation: 'S', layoutCode: null },
  ...{ rooms: 3, halls: 2, baths: 1, note: '' },
}

function placeOf(things: Things): Record<string, string> {
  return { communityId: things.communityId, buildingId: things.buildingId, unitId: things.unitId }
}

const PATTERN = {
  ...{
    units: '1',
    floors: '1-2',
    skipFloors: '',
    rooms: '01-02',
    code: '{floor}{room}',
    use: 'residential',
    state: 'unsold',
  },
  ...{ ownership: null, hasLift: true, areaFromOn: '2026-01-01', columns: [] },
}
const TERMS = {
  ...{ fromOn: '2026-06-01', carryOccupancies: true, carryAliases: true, differs: true, reason: '两户打通' },
}
const SUCCESSOR = {
  ...{
    floor: 2,
    floorTo: null,
    use: 'residential',
    state: 'vacant',
    ownership: null,
    areaM2: '89.37',
    innerAreaM2: null,
  },
}

const DOCUMENT = {
  ...{ kind: 'title', title: '不动产权证', number: '', note: '', datedOn: '2024-05-01', validUntil: null },
}

/** Communities, buildings, units, premises. */
export const PLACE_SAMPLES: Record<string, Sample> = {
  'registry.listCommunities': () => ({}),
  'registry.createCommunity': () => ({
    body: { id: newId(), code: newId().slice(-8).toUpperCase(), name: '新小区', address: '' },
  }),
  'registry.communityOverview': () => ({ query: { ...page, text: '安居' } }),
  'registry.exportCommunities': () => ({ query: { format: 'csv' } }),
  'registry.readCommunity': things => ({ params: { communityId: things.communityId } }),
  'registry.editCommunity': things => ({
    params: { communityId: things.communityId },
    body: {
      ...{
        code: newId().slice(-8).toUpperCase(),
        name: '安居花园',
        address: '',
        state: 'managed',
        developer: '安居置业',
      },
      ...{ landAreaM2: '52000', builtAreaM2: null, deliveredOn: null, servicePhone: '', contactName: '', note: '' },
      ...{ lng: null, lat: null, version: 1 },
    },
  }),
  'registry.createBuilding': things => ({
    body: { ...BUILDING, id: newId(), communityId: things.communityId, code: newId().slice(-8) },
  }),
  'registry.editBuilding': things => ({
    params: { buildingId: things.buildingId },
    body: { ...BUILDING, code: '1', version: 1 },
  }),
  'registry.deleteBuilding': things => ({ params: { buildingId: things.emptyBuildingId }, query: { version: 1 } }),
  'registry.createUnit': things => ({
    body: { id: newId(), buildingId: things.buildingId, code: newId().slice(-8), floors: 6, hasLift: true },
  }),
  'registry.editUnit': things => ({
    params: { unitId: things.unitId },
    body: { code: '1', floors: 7, hasLift: true, version: 1 },
  }),
  'registry.deleteUnit': things => ({ params: { unitId: things.emptyUnitId }, query: { version: 1 } }),
  'registry.communityTree': things => ({ params: { communityId: things.communityId } }),
  'registry.listPremises': things => ({ query: { ...page, ...placeOf(things), use: 'residential', text: '101' } }),
  'registry.exportPremises': things => ({ query: { ...placeOf(things), format: 'csv' } }),
  'registry.readPremises': things => ({ params: { premisesId: things.premisesId } }),
  'registry.createPremises': things => ({
    body: {
      ...{ ...PREMISES, id: newId(), communityId: things.communityId, state: 'vacant' },
      ...{ buildingId: things.buildingId, unitId: things.unitId, areaCode: null, code: newId().slice(-8) },
      ...{ areaM2: '89.37', innerAreaM2: null, sharedAreaM2: null },
    },
  }),
  'registry.editPremises': things => ({
    params: { premisesId: things.emptyPremisesId },
    body: {
      ...PREMISES,
      ...{ buildingId: things.buildingId, unitId: things.unitId, areaCode: null, code: '201', version: 1 },
    },
  }),
  'registry.editManyPremises': things => ({
    body: { items: [{ id: things.neighbourPremisesId, version: 1 }], set: { layoutCode: 'C' }, reason: '核对' },
  }),
  'registry.deletePremises': things => ({ params: { premisesId: things.uselessPremisesId }, query: { version: 1 } }),
  'registry.changePremisesState': things => ({
    params: { premisesId: things.premisesId },
    body: { version: 1, state: 'let', fromOn: '2026-11-01', reason: '出租' },
  }),
  'registry.setPremisesArea': things => ({
    params: { premisesId: things.neighbourPremisesId, fromOn: '2027-01-01' },
    body: { version: 1, areaM2: '90', innerAreaM2: null, sharedAreaM2: null, note: '' },
  }),
  'registry.removePremisesArea': things => ({
    params: { premisesId: things.emptyPremisesId, fromOn: '2026-01-01' },
    // It was edited above.
    query: { version: 2 },
  }),
  'registry.addPremisesAlias': things => ({
    params: { premisesId: things.premisesId },
    body: { alias: `old-${newId().slice(-4)}` },
  }),
  'registry.removePremisesAlias': things => ({
    params: { premisesId: things.emptyPremisesId, alias: 'old-1' },
  }),
  'registry.previewPattern': things => ({ body: { ...PATTERN, communityId: things.communityId, buildings: '70' } }),
  'registry.createByPattern': things => ({ body: { ...PATTERN, communityId: things.communityId, buildings: '71' } }),
  'registry.mergePremises': things => ({
    body: {
      ...{ ...TERMS, id: newId() },
      old: [
        { id: things.mergeableIds[0], version: 1 },
        { id: things.mergeableIds[1], version: 1 },
      ],
      into: { ...SUCCESSOR, id: newId(), code: newId().slice(-8) },
    },
  }),
  'registry.splitPremises': things => ({
    body: {
      ...{ ...TERMS, id: newId(), old: { id: things.splittableId, version: 1 } },
      into: ['a', 'b'].map(letter => ({ ...SUCCESSOR, id: newId(), code: newId().slice(-8) + letter })),
    },
  }),
  'registry.undoSuccession': things => ({
    params: { successionId: things.successionId },
    body: { reason: '登记错误' },
  }),
  'registry.premisesSuccessions': things => ({ params: { premisesId: things.premisesId } }),
  'registry.premisesHistory': things => ({ params: { premisesId: things.premisesId }, query: { limit: 20 } }),
  'registry.communityHistory': things => ({ params: { communityId: things.communityId }, query: { limit: 20 } }),
  'registry.stackingPlan': things => ({ params: { buildingId: things.buildingId } }),
  'registry.listPlaceDocuments': things => ({ query: { ...page, premisesId: things.premisesId } }),
  'registry.exportPlaceDocuments': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'registry.addPlaceDocument': things => ({
    body: {
      ...{ ...DOCUMENT, id: newId(), communityId: things.communityId, premisesId: things.premisesId },
      ...{ fileId: things.photoId, filePurpose: 'photo' },
    },
  }),
  'registry.editPlaceDocument': things => ({
    params: { documentId: things.placeDocumentId },
    body: { ...DOCUMENT, version: 1 },
  }),
  'registry.removePlaceDocument': things => ({
    params: { documentId: things.removableDocumentId },
    body: { reason: '重复', version: 1 },
  }),
  'registry.placeDocumentHistory': things => ({ params: { documentId: things.placeDocumentId }, query: { limit: 20 } }),
}

export const PLACE_MADE_IDS: Record<string, MadeId> = {
  'registry.createCommunity': (_ground, _company, things) => things.communityId,
  'registry.createBuilding': (_ground, _company, things) => things.buildingId,
  'registry.createUnit': (_ground, _company, things) => things.unitId,
  'registry.createPremises': (_ground, _company, things) => things.premisesId,
  'registry.addPlaceDocument': (_ground, _company, things) => things.placeDocumentId,
  'registry.mergePremises': (_ground, _company, things) => things.successionId,
  // Another one than for merging: both are then in the other company.
  'registry.splitPremises': (_ground, company) => company.there.successionId,
}
