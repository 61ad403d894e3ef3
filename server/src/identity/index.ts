export { createCompany } from './companies/create-company.ts'
export { listTenants } from './companies/list-tenants.ts'
export { DEMO_COMPANIES, type DemoCompany } from './demo-accounts.ts'
export { signInCodeIssued, staffDisabled } from './events.ts'

<<<<<<< HEAD

export { bindAccount, readResidentAccount } from './residents/bind-account.ts'
export { closeResidents } from './residents/close-residents.ts'

=======
>>>>>>> 374de6f (Exports in order)

export { makePassword } from './passwords/one-time-password.ts'
export { bindAccount, readResidentAccount } from './residents/bind-account.ts'
export { ensureResidents } from './residents/ensure-residents.ts'
export { isStillSignedIn } from './sessions/is-still-signed-in.ts'
export { resolveActor } from './sessions/resolve-actor.ts'
export { ensureStaff } from './staff/ensure-staff.ts'
export { setStaffState } from './staff/set-staff-state.ts'
