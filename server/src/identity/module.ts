import { identity as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import { decideRoleGrant } from './grants/decide-role-grant.ts'
import { exportRoleGrants } from './grants/export-grants.ts'
import { listRoleGrants } from './grants/grant-view.ts'
import { acceptInvitation, readInvitation } from './invitations/accept-invitation.ts'
import { inviteStaff } from './invitations/invite-staff.ts'
import { listMyCompanies } from './links/company-view.ts'
import { unlinkAccount } from './links/forget-link.ts'
import { linkAccount } from './links/link-account.ts'
import { linkByPhone, sendLinkCode } from './links/link-by-phone.ts'
import { switchCompany } from './links/switch-company.ts'
import { changeMyPassword } from './passwords/change-my-password.ts'
import { resetPassword } from './passwords/reset-password.ts'
import { mySecurity } from './passwords/security-view.ts'
import { identityNames } from './record-names.ts'
import { collectAccountData } from './residents/collect-account-data.ts'
import { eraseAccount, phonesOfAccount } from './residents/erase-account.ts'
import { addRolePreset, createRole } from './roles/create-role.ts'
import { deleteRole, editRole } from './roles/edit-role.ts'
import { exportRoles } from './roles/export-roles.ts'
import { listRoles, roleRules } from './roles/role-view.ts'
import { clearSessions } from './sessions/clear-sessions.ts'
import { endOtherSessions, endStaffSessions, revokeSession, signOut } from './sessions/end-sessions.ts'
import { whoAmI } from './sessions/me-view.ts'
import { listMySessions, listStaffSessions } from './sessions/session-view.ts'
import * as settings from './settings.ts'
import { clearSignInCodes } from './sign-in/clear-sign-in-codes.ts'
import { requestSignInCode } from './sign-in/request-sign-in-code.ts'
import { signIn } from './sign-in/sign-in.ts'
import { signInByCode } from './sign-in/sign-in-by-code.ts'
import { signInByTotp } from './sign-in/sign-in-by-totp.ts'
import { signInOptions } from './sign-in/sign-in-options.ts'
import { createStaff } from './staff/create-staff.ts'
import { editStaff } from './staff/edit-staff.ts'
import { setStaffState } from './staff/set-staff-state.ts'
import { exportStaff, listStaff, readStaff } from './staff/staff-view.ts'
import { confirmTotp, startTotp } from './totp/enrol-totp.ts'
import { removeTotp, renewRecoveryCodes, resetTotp } from './totp/remove-totp.ts'

export default defineModule('identity', {
  names: identityNames,
  personalData: {
    collect: collectAccountData,
    phonesOf: phonesOfAccount,
    erase: eraseAccount,
    tables: {
      'identity.resident_account': 'erased',
      'identity.session': 'erased',
      'identity.sign_in_code': 'erased',
      'identity.staff_account': { kept: 'staff: an employment, not a household' },
      'identity.staff_totp': { kept: 'staff: an employment, not a household' },
    },
  },
  cron: [clearSessions, clearSignInCodes],
  routes: [
    handle(contract.signInOptions, signInOptions),
    handle(contract.signIn, signIn),
    handle(contract.signInByTotp, signInByTotp),
    handle(contract.requestSignInCode, requestSignInCode),
    handle(contract.signInByCode, signInByCode),
    handle(contract.readInvitation, readInvitation),
    handle(contract.acceptInvitation, acceptInvitation),
    handle(contract.signOut, signOut),
    handle(contract.whoAmI, whoAmI),
    handle(contract.listMySessions, listMySessions),
    handle(contract.revokeSession, revokeSession),
    handle(contract.endOtherSessions, endOtherSessions),
    handle(contract.mySecurity, mySecurity),
    handle(contract.changeMyPassword, changeMyPassword),
    handle(contract.startTotp, startTotp),
    handle(contract.confirmTotp, confirmTotp),
    handle(contract.renewRecoveryCodes, renewRecoveryCodes),
    handle(contract.removeTotp, removeTotp),
    handle(contract.listMyCompanies, listMyCompanies),
    handle(contract.linkAccount, linkAccount),
    handle(contract.sendLinkCode, sendLinkCode),
    handle(contract.linkByPhone, linkByPhone),
    handle(contract.unlinkAccount, unlinkAccount),
    handle(contract.switchCompany, switchCompany),
    handle(contract.listStaff, listStaff),
    handle(contract.exportStaff, exportStaff),
    handle(contract.readStaff, readStaff),
    handle(contract.createStaff, createStaff),
    handle(contract.editStaff, editStaff),
    handle(contract.setStaffState, setStaffState),
    handle(contract.inviteStaff, inviteStaff),
    handle(contract.resetPassword, resetPassword),
    handle(contract.resetTotp, resetTotp),
    handle(contract.listStaffSessions, listStaffSessions),
    handle(contract.endStaffSessions, endStaffSessions),
    handle(contract.listRoles, listRoles),
    handle(contract.exportRoles, exportRoles),
    handle(contract.roleRules, roleRules),
    handle(contract.createRole, createRole),
    handle(contract.addRolePreset, addRolePreset),
    handle(contract.editRole, editRole),
    handle(contract.deleteRole, deleteRole),
    handle(contract.listRoleGrants, listRoleGrants),
    handle(contract.exportRoleGrants, exportRoleGrants),
    handle(contract.decideRoleGrant, decideRoleGrant),
  ],
  settings: [
    settings.passwordMinLength,
    settings.passwordClasses,
    settings.passwordMaxAgeDays,
    settings.totpFor,
    settings.roleGrantsNeedApproval,
    settings.consoleHours,
    settings.consoleIdleMinutes,
    settings.fieldDays,
    settings.fieldIdleDays,
  ],
})
