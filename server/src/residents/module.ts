import { residents as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import {
  exportApplications,
  listApplications,
  listMyApplications,
  readApplication,
} from './applications/application-view.ts'
import { applyForHousehold, withdrawMyApplication } from './applications/apply-for-household.ts'
import { approveApplication, rejectApplication } from './applications/decide-application.ts'
import { findCommunities, findRooms, listCommunities } from './applications/find-places.ts'
import { collectResidentData } from './consents/collect-resident-data.ts'
import { decideMyConsent, listMyConsents } from './consents/consent-view.ts'
import { eraseResident } from './consents/erase-resident.ts'
import { fetchDataExport, listDataExports, listMyDataExports } from './copies/copy-view.ts'
import { startDataExport, startMyDataExport } from './copies/start-copy.ts'
import { dropDataExport, writeDataExport } from './copies/write-copy.ts'
import { endStay } from './households/end-stay.ts'
import { readMyHousehold } from './households/household-view.ts'
import { acceptInvitation } from './invitations/accept-invitation.ts'
import { createInvitation, inviteToMyHousehold } from './invitations/create-invitation.ts'
import { exportInvitations } from './invitations/export-invitations.ts'
import { listInvitations } from './invitations/invitation-view.ts'
import { lookUpInvitation } from './invitations/look-up-invitation.ts'
import { revokeInvitation, revokeMyInvitation } from './invitations/revoke-invitation.ts'
import { residentsNames } from './record-names.ts'
import { closeMyAccount } from './requests/close-my-account.ts'
import { completeDataRequest, refuseDataRequest, takeDataRequest } from './requests/decide-request.ts'
import {
  approveErasure,
  eraseClosedAccount,
  previewErasure,
  proposeErasure,
  returnErasure,
} from './requests/erase-person.ts'
import { makeDataRequest, makeMyDataRequest, withdrawMyDataRequest } from './requests/make-request.ts'
import { exportDataRequests, listDataRequests, listMyDataRequests, readDataRequest } from './requests/request-view.ts'
import { exportReveals, listReveals } from './reveals/reveal-view.ts'
import { dataRequestDays } from './settings.ts'

export default defineModule('residents', {
  names: residentsNames,
  personalData: {
    collect: collectResidentData,
    erase: eraseResident,
    tables: {
      'residents.application': 'erased',
      'residents.invitation': 'erased',
      'residents.invitation_try': 'erased',
      'residents.data_request': 'erased',
      'residents.data_request_step': 'erased',
      'residents.data_export': 'erased',
      'residents.consent': { kept: 'the proof that a consent was given (PIPL art. 69); ids and a hash, no name' },
    },
  },
  routes: [
    handle(contract.findCommunities, findCommunities),
    handle(contract.listCommunities, listCommunities),
    handle(contract.findRooms, findRooms),
    handle(contract.listMyApplications, listMyApplications),
    handle(contract.applyForHousehold, applyForHousehold),
    handle(contract.withdrawMyApplication, withdrawMyApplication),
    handle(contract.listApplications, listApplications),
    handle(contract.exportApplications, exportApplications),
    handle(contract.readApplication, readApplication),
    handle(contract.approveApplication, approveApplication),
    handle(contract.rejectApplication, rejectApplication),
    handle(contract.lookUpInvitation, lookUpInvitation),
    handle(contract.acceptInvitation, acceptInvitation),
    handle(contract.inviteToMyHousehold, inviteToMyHousehold),
    handle(contract.revokeMyInvitation, revokeMyInvitation),
    handle(contract.listInvitations, listInvitations),
    handle(contract.exportInvitations, exportInvitations),
    handle(contract.createInvitation, createInvitation),
    handle(contract.revokeInvitation, revokeInvitation),
    handle(contract.listMyConsents, listMyConsents),
    handle(contract.decideMyConsent, decideMyConsent),
    handle(contract.startMyDataExport, startMyDataExport),
    handle(contract.listMyDataExports, listMyDataExports),
    handle(contract.fetchMyDataExport, fetchDataExport),
    handle(contract.startDataExport, startDataExport),
    handle(contract.listDataExports, listDataExports),
    handle(contract.fetchDataExport, fetchDataExport),
    handle(contract.listMyDataRequests, listMyDataRequests),
    handle(contract.makeMyDataRequest, makeMyDataRequest),
    handle(contract.withdrawMyDataRequest, withdrawMyDataRequest),
    handle(contract.closeMyAccount, closeMyAccount),
    handle(contract.listDataRequests, listDataRequests),
    handle(contract.exportDataRequests, exportDataRequests),
    handle(contract.readDataRequest, readDataRequest),
    handle(contract.makeDataRequest, makeDataRequest),
    handle(contract.takeDataRequest, takeDataRequest),
    handle(contract.completeDataRequest, completeDataRequest),
    handle(contract.refuseDataRequest, refuseDataRequest),
    handle(contract.previewErasure, previewErasure),
    handle(contract.proposeErasure, proposeErasure),
    handle(contract.returnErasure, returnErasure),
    handle(contract.approveErasure, approveErasure),
    handle(contract.listReveals, listReveals),
    handle(contract.exportReveals, exportReveals),
    handle(contract.readMyHousehold, readMyHousehold),
    handle(contract.endStay, endStay),
  ],
  jobs: [writeDataExport, dropDataExport, eraseClosedAccount],
  settings: [dataRequestDays],
})
