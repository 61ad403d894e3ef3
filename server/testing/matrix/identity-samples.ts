import { codeAt } from '../../src/identity/totp/totp.ts'
import { now } from '../../src/platform/clock.ts'
import { newId } from '../../src/platform/ids.ts'
import { MATRIX_PASSWORD } from './accounts.ts'
import { LINK_CODE } from './link-world.ts'
import type { Sample } from './samples.ts'

const page = { limit: 200 }

/** Identity's samples, as those of `samples.ts`. */
export const IDENTITY_SAMPLES: Record<string, Sample> = {
  'identity.signInOptions': () => ({}),
  'identity.signIn': () => ({ body: { app: 'console', account: 'nobody', password: 'wrong-password' } }),
  'identity.signInByTotp': () => ({ body: { ticket: 'none', code: '000000' } }),
  'identity.readInvitation': () => ({ body: { code: 'AAAA-BBBB-CCCC-DDDD-EEEE' } }),
  'identity.acceptInvitation': () => ({
    body: { app: 'console', code: 'AAAA-BBBB-CCCC-DDDD-EEEE', password: 'green-mountain-41' },
  }),
  'identity.requestSignInCode': () => ({ body: { phone: '13900000000' } }),
  'identity.signInByCode': () => ({ body: { phone: '13900000000', code: '000000' } }),
  'identity.signOut': () => ({}),
  'identity.whoAmI': () => ({}),
  'identity.listMySessions': () => ({}),
  'identity.revokeSession': (_, company) => ({ params: { sessionId: company.otherDevice.sessionId } }),
  'identity.endOtherSessions': () => ({}),
  'identity.mySecurity': () => ({}),
  'identity.changeMyPassword': () => ({
    body: { currentPassword: MATRIX_PASSWORD, newPassword: 'green-mountain-41' },
  }),
  'identity.startTotp': () => ({}),
  'identity.confirmTotp': (_, company) => ({ body: { code: codeAt(company.totpSecret, now()) } }),
  'identity.renewRecoveryCodes': () => ({ body: { password: MATRIX_PASSWORD } }),
  'identity.removeTotp': () => ({ body: { password: MATRIX_PASSWORD } }),
  'identity.listMyCompanies': () => ({}),
  'identity.sendLinkCode': () => ({}),
  'identity.linkByPhone': () => ({ body: { code: LINK_CODE } }),
  'identity.linkAccount': (_, company) => ({
    body: { account: `colleague@${company.otherCode}`, password: MATRIX_PASSWORD },
  }),
  'identity.unlinkAccount': () => ({}),
  'identity.switchCompany': (_, company) => ({ params: { companyId: company.tenantId }, body: { app: 'console' } }),
  'identity.exportStaff': (_, company) => ({ query: { roleId: company.roleId, format: 'csv' } }),
  'identity.readStaff': (_, company) => ({ params: { staffId: company.colleague.id } }),
  'identity.editStaff': (_, company) => ({
    params: { staffId: company.colleague.id },
    body: {
      version: 1,
      userName: 'colleague',
      name: '老同事',
      roleIds: [company.roleId],
      communityIds: null,
    },
  }),
  'identity.inviteStaff': (_, company) => ({ params: { staffId: company.newcomerId } }),
  'identity.resetPassword': (_, company) => ({
    params: { staffId: company.newcomerId },
    body: { reason: '忘记密码' },
  }),
  'identity.resetTotp': (_, company) => ({ params: { staffId: company.colleague.id }, body: { reason: '手机丢失' } }),
  'identity.listStaffSessions': (_, company) => ({ params: { staffId: company.colleague.id } }),
  'identity.endStaffSessions': (_, company) => ({
    params: { staffId: company.colleague.id },
    body: { sessionId: company.colleague.sessionId },
  }),
  'identity.roleRules': () => ({}),
  'identity.createRole': () => ({
    body: { id: newId(), name: `角色 ${newId().slice(-6)}`, permissions: ['registry.premises.read'] },
  }),
  'identity.addRolePreset': () => ({ params: { code: 'boss' }, body: { id: newId() } }),
  'identity.editRole': (_, company) => ({
    params: { roleId: company.spareRoleId },
    body: { version: 1, name: `备用 ${newId().slice(-6)}`, permissions: [] },
  }),
  'identity.deleteRole': (_, company) => ({
    params: { roleId: company.spareRoleId },
    // It was edited above.
    query: { version: 2 },
  }),
  'identity.listRoleGrants': () => ({ query: page }),
  'identity.exportRoleGrants': () => ({ query: { format: 'csv' } }),
  'identity.decideRoleGrant': (_, company) => ({
    params: { grantId: company.grantId },
    body: { decision: 'approved' },
  }),
  'identity.listStaff': (_, company) => ({ query: { ...page, roleId: company.roleId, text: '员工' } }),
  'identity.createStaff': (things, company) => ({
    body: {
      id: newId(),
      userName: `new-${newId().slice(-6)}`,
      name: '新员工',
      password: 'a-long-password',
      roleIds: [company.roleId],
      communityIds: [things.communityId],
    },
  }),
  'identity.setStaffState': (_, company) => ({
    params: { staffId: company.colleague.id },
    // editStaff came before.
    body: { state: 'disabled', reason: '离职', version: 2 },
  }),
  'identity.listRoles': () => ({}),
  'identity.exportRoles': () => ({ query: { format: 'csv' } }),
}
