import { identity as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import { listRoles } from './roles/role-view.ts'
import { clearSessions } from './sessions/clear-sessions.ts'
import { revokeSession, signOut } from './sessions/end-sessions.ts'
import { whoAmI } from './sessions/me-view.ts'
import { listMySessions } from './sessions/session-view.ts'
import { clearSignInCodes } from './sign-in/clear-sign-in-codes.ts'
import { requestSignInCode } from './sign-in/request-sign-in-code.ts'
import { signIn } from './sign-in/sign-in.ts'
import { signInByCode } from './sign-in/sign-in-by-code.ts'
import { signInOptions } from './sign-in/sign-in-options.ts'
import { createStaff } from './staff/create-staff.ts'
import { setStaffState } from './staff/set-staff-state.ts'
import { listStaff } from './staff/staff-view.ts'

export default defineModule('identity', {
  cron: [clearSessions, clearSignInCodes],
  routes: [
    handle(contract.signInOptions, signInOptions),
    handle(contract.signIn, signIn),
    handle(contract.requestSignInCode, requestSignInCode),
    handle(contract.signInByCode, signInByCode),
    handle(contract.signOut, signOut),
    handle(contract.whoAmI, whoAmI),
    handle(contract.listMySessions, listMySessions),
    handle(contract.revokeSession, revokeSession),
    handle(contract.listStaff, listStaff),
    handle(contract.createStaff, createStaff),
    handle(contract.setStaffState, setStaffState),
    handle(contract.listRoles, listRoles),
  ],
})
