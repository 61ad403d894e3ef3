import { registry as contract } from '@anju/contract'
import { handle } from '../platform/module.ts'
import { communityTree } from './buildings/building-view.ts'
import { createBuilding } from './buildings/create-building.ts'
import { createUnit } from './buildings/create-unit.ts'
import { deleteBuilding, deleteUnit } from './buildings/delete-building.ts'
import { editBuilding } from './buildings/edit-building.ts'
import { editUnit } from './buildings/edit-unit.ts'
import { communityOverview, exportCommunities, listCommunities, readCommunity } from './communities/community-view.ts'
import { createCommunity } from './communities/create-community.ts'
import { editCommunity } from './communities/edit-community.ts'
import { addPlaceDocument } from './documents/add-place-document.ts'
import { editPlaceDocument, removePlaceDocument } from './documents/edit-place-document.ts'
import { exportPlaceDocuments } from './documents/export-place-documents.ts'
import { listPlaceDocuments, placeDocumentHistory } from './documents/place-document-view.ts'
import { createByPattern, previewPattern } from './patterns/create-by-pattern.ts'
import { changePremisesState } from './premises/change-state.ts'
import { createPremises } from './premises/create-premises.ts'
import { deletePremises } from './premises/delete-premises.ts'
import { editManyPremises } from './premises/edit-many-premises.ts'
import { editPremises } from './premises/edit-premises.ts'
import { exportPremises } from './premises/export-premises.ts'
import { addPremisesAlias, removePremisesAlias } from './premises/name-premises.ts'
import { readPremises } from './premises/premises-detail-view.ts'
import { communityHistory, premisesHistory } from './premises/premises-history.ts'
import { listPremises } from './premises/premises-view.ts'
import { removePremisesArea, setPremisesArea } from './premises/set-area.ts'
import { stackingPlan } from './premises/stack-view.ts'
import { mergePremises, splitPremises } from './successions/merge-premises.ts'
import { premisesSuccessions } from './successions/succession-view.ts'
import { undoSuccession } from './successions/undo-succession.ts'

/** The routes of communities, buildings and premises. */
export const placeRoutes = [
  handle(contract.listCommunities, listCommunities),
  handle(contract.communityOverview, communityOverview),
  handle(contract.exportCommunities, exportCommunities),
  handle(contract.readCommunity, readCommunity),
  handle(contract.createCommunity, createCommunity),
  handle(contract.editCommunity, editCommunity),
  handle(contract.communityTree, communityTree),
  handle(contract.createBuilding, createBuilding),
  handle(contract.editBuilding, editBuilding),
  handle(contract.deleteBuilding, deleteBuilding),
  handle(contract.createUnit, createUnit),
  handle(contract.editUnit, editUnit),
  handle(contract.deleteUnit, deleteUnit),
  handle(contract.listPremises, listPremises, { planOnce: () => true }),
  handle(contract.exportPremises, exportPremises),
  handle(contract.readPremises, readPremises),
  handle(contract.createPremises, createPremises),
  handle(contract.editPremises, editPremises),
  handle(contract.editManyPremises, editManyPremises),
  handle(contract.deletePremises, deletePremises),
  handle(contract.changePremisesState, changePremisesState),
  handle(contract.setPremisesArea, setPremisesArea),
  handle(contract.removePremisesArea, removePremisesArea),
  handle(contract.addPremisesAlias, addPremisesAlias),
  handle(contract.removePremisesAlias, removePremisesAlias),
  handle(contract.previewPattern, previewPattern),
  handle(contract.createByPattern, createByPattern),
  handle(contract.mergePremises, mergePremises),
  handle(contract.splitPremises, splitPremises),
  handle(contract.undoSuccession, undoSuccession),
  handle(contract.premisesSuccessions, premisesSuccessions),
  handle(contract.premisesHistory, premisesHistory),
  handle(contract.communityHistory, communityHistory),
  handle(contract.stackingPlan, stackingPlan),
  handle(contract.listPlaceDocuments, listPlaceDocuments),
  handle(contract.exportPlaceDocuments, exportPlaceDocuments),
  handle(contract.addPlaceDocument, addPlaceDocument),
  handle(contract.editPlaceDocument, editPlaceDocument),
  handle(contract.removePlaceDocument, removePlaceDocument),
  handle(contract.placeDocumentHistory, placeDocumentHistory),
]
