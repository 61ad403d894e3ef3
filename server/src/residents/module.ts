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
import { exportMyData, exportPersonalData } from './consents/export-personal-data.ts'
import { endStay } from './households/end-stay.ts'
import { readMyHousehold } from './households/household-view.ts'
import { acceptInvitation } from './invitations/accept-invitation.ts'
import { createInvitation, inviteToMyHousehold } from './invitations/create-invitation.ts'
import { listInvitations } from './invitations/invitation-view.ts'
import { lookUpInvitation } from './invitations/look-up-invitation.ts'
import { revokeInvitation, revokeMyInvitation } from './invitations/revoke-invitation.ts'

export default defineModule('residents', {
  personalData: collectResidentData,
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
    handle(contract.createInvitation, createInvitation),
    handle(contract.revokeInvitation, revokeInvitation),
    handle(contract.listMyConsents, listMyConsents),
    handle(contract.decideMyConsent, decideMyConsent),
    handle(contract.exportMyData, exportMyData),
    handle(contract.exportPersonalData, exportPersonalData),
    handle(contract.readMyHousehold, readMyHousehold),
    handle(contract.endStay, endStay),
  ],
})
