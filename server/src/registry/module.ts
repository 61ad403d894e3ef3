import { registry as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import { communityIds } from './communities/community-exists.ts'
import { decideDuplicate, listDuplicates } from './duplicates/duplicate-view.ts'
import { exportDuplicates } from './duplicates/export-duplicates.ts'
import { exportMerges } from './duplicates/export-merges.ts'
import { findDuplicates, lookForDuplicates } from './duplicates/find-duplicates.ts'
import { mergePeople } from './duplicates/merge-people.ts'
import { listMerges } from './duplicates/merge-view.ts'
import { undoMerge } from './duplicates/undo-merge.ts'
import { createCustomField, editCustomField } from './fields/define-field.ts'
import { exportCustomFields } from './fields/export-fields.ts'
import { listCustomFields, readPersonFields, readPremisesFields, readVehicleFields } from './fields/field-view.ts'
import { setPersonFields, setPremisesFields, setVehicleFields } from './fields/set-fields.ts'
import { leaseRoutes } from './lease-routes.ts'
import { remindOfLeases } from './leases/remind-leases.ts'
import { correctOccupancy, removeOccupancy } from './occupancies/correct-occupancy.ts'
import { followEachDay } from './occupancies/follow-days.ts'
import { listCorrections, readHouseholdOn } from './occupancies/household-view.ts'
import { moveIn } from './occupancies/move-in.ts'
import { moveOut } from './occupancies/move-out.ts'
import { transferOwnership } from './occupancies/transfer-ownership.ts'
import { createPerson } from './people/create-person.ts'
import { editPerson } from './people/edit-person.ts'
import { findLikePeople } from './people/find-like-people.ts'
import { registryData } from './people/person-data.ts'
import { personHistory, readPerson } from './people/person-detail-view.ts'
import { exportPeople, listPeople } from './people/person-view.ts'
import { revealPerson } from './people/reveal-person.ts'
import { sealPlainContactData } from './people/seal-contact-data.ts'
import { spellGivenNames } from './people/spell-names.ts'
import { placeRoutes } from './place-routes.ts'
import { countQualityDaily } from './quality/count-daily.ts'
import { countQuality } from './quality/count-quality.ts'
import { endExemption, exemptFinding } from './quality/exempt-finding.ts'
import { exportQualityFindings, listQualityFindings } from './quality/finding-view.ts'
import { qualityOverview } from './quality/overview-view.ts'
import { registryNames } from './record-names.ts'
import { vehicleSearch } from './search/find-vehicles.ts'
import { peopleSearch, premisesSearch, search } from './search/search.ts'
import { civilDefenceYears, findable, leaseReminderDays } from './settings.ts'
import { addSpaces } from './spaces/add-spaces.ts'
import { editSpaceLease, endSpaceLease } from './spaces/change-lease.ts'
import { editSpace, reserveSpace, sellSpace } from './spaces/edit-space.ts'
import { exportSpaces } from './spaces/export-spaces.ts'
import { letSpace, renewSpaceLease } from './spaces/let-space.ts'
import { spaceHistory } from './spaces/space-history.ts'
import { listSpaces, readSpace, spaceMap, spaceNumbers } from './spaces/space-view.ts'
import { createTag } from './tags/create-tag.ts'
import { editTag, removeTag } from './tags/edit-tag.ts'
import { exportTags } from './tags/export-tags.ts'
import { tagPeople } from './tags/tag-people.ts'
import { listTags } from './tags/tag-view.ts'
import { addReplacementPlate, endReplacementPlate } from './vehicles/add-replacement-plate.ts'
import { addVehicle } from './vehicles/add-vehicle.ts'
import { listVehicleApplications, readVehicleApplication } from './vehicles/application-view.ts'
import { approveVehicleApplication, rejectVehicleApplication } from './vehicles/decide-application.ts'
import { editVehicle } from './vehicles/edit-vehicle.ts'
import { exportVehicleApplications } from './vehicles/export-applications.ts'
import { exportVehicles } from './vehicles/export-vehicles.ts'
import { editPermit, issuePermit, revokePermit } from './vehicles/issue-permit.ts'
import { applyForMyVehicle, listMyVehicles, withdrawMyVehicleApplication } from './vehicles/my-vehicles.ts'
import { removeVehicle, restoreVehicle } from './vehicles/remove-vehicle.ts'
import { vehicleHistory } from './vehicles/vehicle-history.ts'
import { listVehicles, readVehicle } from './vehicles/vehicle-view.ts'

export default defineModule('registry', {
  names: registryNames,
  communityIds,
  personalData: registryData,
  routes: [
    ...placeRoutes,
    ...leaseRoutes,
    // By name the plan depends on how many are called so.
    handle(contract.listPeople, listPeople, { planOnce: query => !query.text }),
    handle(contract.exportPeople, exportPeople),
    handle(contract.readPerson, readPerson),
    handle(contract.personHistory, personHistory),
    handle(contract.createPerson, createPerson),
    handle(contract.editPerson, editPerson),
    handle(contract.findLikePeople, findLikePeople),
    handle(contract.revealPerson, revealPerson),
    handle(contract.readHouseholdOn, readHouseholdOn),
    handle(contract.moveIn, moveIn),
    handle(contract.moveOut, moveOut),
    handle(contract.transferOwnership, transferOwnership),
    handle(contract.correctOccupancy, correctOccupancy),
    handle(contract.removeOccupancy, removeOccupancy),
    handle(contract.listCorrections, listCorrections),
    handle(contract.listDuplicates, listDuplicates),
    handle(contract.exportDuplicates, exportDuplicates),
    handle(contract.findDuplicates, findDuplicates),
    handle(contract.decideDuplicate, decideDuplicate),
    handle(contract.mergePeople, mergePeople),
    handle(contract.listMerges, listMerges),
    handle(contract.exportMerges, exportMerges),
    handle(contract.undoMerge, undoMerge),
    handle(contract.listCustomFields, listCustomFields),
    handle(contract.exportCustomFields, exportCustomFields),
    handle(contract.createCustomField, createCustomField),
    handle(contract.editCustomField, editCustomField),
    handle(contract.readPersonFields, readPersonFields),
    handle(contract.setPersonFields, setPersonFields),
    handle(contract.readPremisesFields, readPremisesFields),
    handle(contract.setPremisesFields, setPremisesFields),
    handle(contract.readVehicleFields, readVehicleFields),
    handle(contract.setVehicleFields, setVehicleFields),
    handle(contract.listTags, listTags),
    handle(contract.exportTags, exportTags),
    handle(contract.createTag, createTag),
    handle(contract.editTag, editTag),
    handle(contract.removeTag, removeTag),
    handle(contract.tagPeople, tagPeople),
    handle(contract.search, search, { planOnce: () => true }),
    handle(contract.qualityOverview, qualityOverview),
    handle(contract.countQuality, countQuality),
    handle(contract.listQualityFindings, listQualityFindings),
    handle(contract.exportQualityFindings, exportQualityFindings),
    handle(contract.exemptFinding, exemptFinding),
    handle(contract.endExemption, endExemption),
    handle(contract.listVehicles, listVehicles),
    handle(contract.exportVehicles, exportVehicles),
    handle(contract.readVehicle, readVehicle),
    handle(contract.vehicleHistory, vehicleHistory),
    handle(contract.addVehicle, addVehicle),
    handle(contract.editVehicle, editVehicle),
    handle(contract.removeVehicle, removeVehicle),
    handle(contract.restoreVehicle, restoreVehicle),
    handle(contract.addReplacementPlate, addReplacementPlate),
    handle(contract.endReplacementPlate, endReplacementPlate),
    handle(contract.issuePermit, issuePermit),
    handle(contract.editPermit, editPermit),
    handle(contract.revokePermit, revokePermit),
    handle(contract.listVehicleApplications, listVehicleApplications),
    handle(contract.exportVehicleApplications, exportVehicleApplications),
    handle(contract.readVehicleApplication, readVehicleApplication),
    handle(contract.approveVehicleApplication, approveVehicleApplication),
    handle(contract.rejectVehicleApplication, rejectVehicleApplication),
    handle(contract.listMyVehicles, listMyVehicles),
    handle(contract.applyForMyVehicle, applyForMyVehicle),
    handle(contract.withdrawMyVehicleApplication, withdrawMyVehicleApplication),
    handle(contract.listSpaces, listSpaces),
    handle(contract.exportSpaces, exportSpaces),
    handle(contract.spaceNumbers, spaceNumbers),
    handle(contract.spaceMap, spaceMap),
    handle(contract.readSpace, readSpace),
    handle(contract.spaceHistory, spaceHistory),
    handle(contract.addSpaces, addSpaces),
    handle(contract.editSpace, editSpace),
    handle(contract.reserveSpace, reserveSpace),
    handle(contract.sellSpace, sellSpace),
    handle(contract.letSpace, letSpace),
    handle(contract.renewSpaceLease, renewSpaceLease),
    handle(contract.editSpaceLease, editSpaceLease),
    handle(contract.endSpaceLease, endSpaceLease),
  ],
  cron: [sealPlainContactData, spellGivenNames, followEachDay, remindOfLeases, lookForDuplicates, countQualityDaily],
  settings: [civilDefenceYears, findable, leaseReminderDays],
  search: [premisesSearch, peopleSearch, vehicleSearch],
})
