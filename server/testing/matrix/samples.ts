import { newId } from '../../src/platform/ids.ts'
import { APPROVAL_MADE_IDS, APPROVAL_SAMPLES } from './approval-samples.ts'
import type { Request } from './ask.ts'
import { CHANNEL_MADE_IDS, CHANNEL_SAMPLES } from './channel-samples.ts'
import { CHARGE_MADE_IDS, CHARGE_SAMPLES } from './charge-samples.ts'
import { DEBIT_MADE_IDS, DEBIT_SAMPLES } from './debit-samples.ts'
import { DEVICE_MADE_IDS, DEVICE_SAMPLES } from './device-samples.ts'
import { DUNNING_MADE_IDS, DUNNING_SAMPLES } from './dunning-samples.ts'
import { FUND_MADE_IDS, FUND_SAMPLES } from './fund-samples.ts'
import { IDENTITY_SAMPLES } from './identity-samples.ts'
import { IMPORT_SAMPLES } from './import-samples.ts'
import { LEASE_MADE_IDS, LEASE_SAMPLES } from './lease-samples.ts'
import { METERING_MADE_IDS, METERING_SAMPLES } from './metering-samples.ts'
import { MONEY_MADE_IDS, MONEY_SAMPLES } from './money-samples.ts'
import { PARKING_MADE_IDS, PARKING_SAMPLES } from './parking-samples.ts'
import { PEOPLE_MADE_IDS, PEOPLE_SAMPLES } from './people-samples.ts'
import { PLACE_MADE_IDS, PLACE_SAMPLES } from './place-samples.ts'
import { PORTAL_MADE_IDS, PORTAL_SAMPLES } from './portal-samples.ts'
import { PRIVACY_MADE_IDS, PRIVACY_SAMPLES } from './privacy-samples.ts'
import { REPORT_SAMPLES } from './report-samples.ts'
import { REQUEST_MADE_IDS, REQUEST_SAMPLES } from './request-samples.ts'
import { TILL_MADE_IDS, TILL_SAMPLES } from './till-samples.ts'
import { WORKFORCE_MADE_IDS, WORKFORCE_SAMPLES } from './workforce-samples.ts'
import { type Company, type Ground, PHOTO, type Things } from './world.ts'

/**
 * For each route a sensible request about the things of one community of a company. A new route must say its own here: the
 * matrix fails until it does. Ids that the client makes are new each time; all others name things that exist.
 */
export type Sample = (things: Things, company: Company) => Request

const page = { limit: 200 }
const text = '漏水'

export const SAMPLES: Record<string, Sample> = {
  'platform.uploadFile': () => ({
    params: { fileId: newId() },
    query: { name: 'a.jpg', purpose: 'photo' },
    file: PHOTO,
  }),
  'platform.readFile': things => {
    const url = new URL(things.photoUrl, 'http://localhost')
    return { params: { fileId: things.photoId }, query: Object.fromEntries(url.searchParams) }
  },
  'platform.listAudit': () => ({ query: page }),
  'platform.exportAudit': () => ({ query: { action: 'billing.', format: 'csv' } }),
  'platform.checkAudit': () => ({}),
  'platform.listFiles': () => ({ query: { ...page, purpose: 'photo' } }),
  'platform.exportFiles': () => ({ query: { format: 'csv' } }),
  'platform.readFileUsage': () => ({}),
  'platform.listSettings': things => ({ query: { communityId: things.communityId } }),
  'platform.changeSetting': things => ({
    params: { key: 'service-desk.silenceHours' },
    body: { communityId: things.communityId, value: 48, version: 0, reason: '合同约定' },
  }),
  'platform.settingHistory': things => ({
    params: { key: 'service-desk.silenceHours' },
    query: { ...page, communityId: things.communityId },
  }),
  'platform.listFeatures': things => ({ query: { communityId: things.communityId } }),
  'platform.switchFeature': things => ({
    params: { module: 'analytics' },
    body: { communityId: things.communityId, open: true, version: 0, reason: '启用' },
  }),
  'platform.search': things => ({ query: { text: '101', communityId: things.communityId } }),
  'platform.realtime': () => ({ query: { app: 'console' } }),

  ...IDENTITY_SAMPLES,

  'registry.listPeople': things => ({ query: { ...page, communityId: things.communityId, text: '同名' } }),
  'registry.exportPeople': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'registry.readPerson': things => ({ params: { personId: things.ownerId } }),
  'registry.revealPerson': things => ({ params: { personId: things.ownerId }, body: { reason: '核对电话' } }),
  'registry.search': things => ({ query: { text: '101', communityId: things.communityId } }),

  ...PEOPLE_SAMPLES,
  ...WORKFORCE_SAMPLES,
  ...PLACE_SAMPLES,
  ...PARKING_SAMPLES,
  ...METERING_SAMPLES,
  ...DEVICE_SAMPLES,
  ...LEASE_SAMPLES,
  ...APPROVAL_SAMPLES,
  ...REQUEST_SAMPLES,
  ...FUND_SAMPLES,
  ...DEBIT_SAMPLES,
  ...CHANNEL_SAMPLES,

  'messaging.demoInbox': () => ({ query: { phone: '13900000000' } }),

  'messaging.listNotices': () => ({ query: page }),
  'messaging.countUnreadNotices': () => ({}),
  'messaging.readNotice': things => ({ params: { noticeId: things.noticeId } }),
  'messaging.readAllNotices': () => ({}),
  'messaging.listNoticePreferences': () => ({}),
  'messaging.setNoticePreference': () => ({ params: { kind: 'order-assigned' }, body: { sms: false } }),

  'residents.findCommunities': () => ({ query: { text: '安居' } }),
  'residents.listCommunities': () => ({}),
  'residents.findRooms': things => ({ query: { communityId: things.communityId, text: '1-1-102' } }),
  'residents.listMyApplications': () => ({ query: page }),
  'residents.applyForHousehold': things => ({
    body: {
      id: newId(),
      communityId: things.communityId,
      room: '1-1-102',
      kind: 'tenant',
      name: '王同名',
      note: '',
      photoIds: [things.residentPhotoId],
    },
  }),
  'residents.withdrawMyApplication': things => ({ params: { applicationId: things.withdrawableApplicationId } }),
  'residents.listApplications': things => ({ query: { ...page, communityId: things.communityId, text: '同名' } }),
  'residents.exportApplications': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'residents.readApplication': things => ({ params: { applicationId: things.applicationId } }),
  'residents.approveApplication': things => ({
    params: { applicationId: things.applicationId },
    body: { version: 1, personId: null, untilOn: '2027-01-01' },
  }),
  'residents.rejectApplication': things => ({
    params: { applicationId: things.rejectableApplicationId },
    body: { version: 1, reason: '资料不全' },
  }),
  'residents.lookUpInvitation': () => ({ body: { code: 'NNNNNNNN' } }),
  // An invitation to the home next door: who lives there already cannot use it up.
  'residents.acceptInvitation': things => ({ body: { code: things.invitationCode } }),
  'residents.inviteToMyHousehold': things => ({
    params: { premisesId: things.premisesId },
    body: { id: newId(), kind: 'family', name: '家人' },
  }),
  'residents.revokeMyInvitation': things => ({ params: { invitationId: things.myInvitationId } }),
  'residents.listInvitations': things => ({
    query: { ...page, communityId: things.communityId, premisesId: things.premisesId },
  }),
  'residents.exportInvitations': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'residents.createInvitation': things => ({
    body: { id: newId(), premisesId: things.premisesId, kind: 'tenant', name: '租户', untilOn: '2027-01-01' },
  }),
  'residents.revokeInvitation': things => ({ params: { invitationId: things.revocableInvitationId } }),
  'residents.listMyConsents': () => ({}),
  'residents.decideMyConsent': () => ({
    body: { purpose: 'privacy-policy', version: 1, locale: 'zh-CN', decision: 'given' },
  }),
  ...PRIVACY_SAMPLES,
  'residents.readMyHousehold': things => ({ params: { premisesId: things.premisesId } }),
  'residents.endStay': things => ({
    params: { premisesId: things.premisesId, occupancyId: things.guestOccupancyId },
  }),

  'payments.listPastPayments': things => ({ query: { ...page, communityId: things.communityId } }),
  'payments.exportPastPayments': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'payments.listReceipts': things => ({
    query: { ...page, communityId: things.communityId, premisesId: things.premisesId },
  }),
  'payments.exportReceipts': things => ({
    query: { communityId: things.communityId, premisesId: things.premisesId, format: 'csv' },
  }),
  'payments.readReceipt': things => ({ params: { receiptId: things.receiptId } }),
  'payments.countReceiptPrint': things => ({ params: { receiptId: things.receiptId } }),
  'payments.receiptPdf': things => ({ params: { receiptId: things.receiptId } }),
  ...TILL_SAMPLES,

  ...CHARGE_SAMPLES,
  ...DUNNING_SAMPLES,
  ...MONEY_SAMPLES,
  'billing.previewBills': things => ({
    body: {
      communityId: things.communityId,
      from: '2026-01',
      to: '2026-06',
      ruleIds: [things.ruleId],
      premisesId: things.premisesId,
    },
  }),
  'billing.previewParking': things => ({
    body: {
      tariff: { charge: { by: 'blocks', each: { minutes: 60, fen: 200 } } },
      entry: '2026-04-30T20:00:00',
      exit: '2026-05-01T09:00:00',
      cards: [{ assignmentId: things.chargedAssignmentId }],
    },
  }),
  'billing.startBillRun': things => ({
    body: {
      id: newId(),
      communityId: things.communityId,
      from: '2026-05',
      to: '2026-05',
      ruleIds: [things.ruleId],
    },
  }),
  'billing.exportBillRuns': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.listBillRuns': things => ({ query: { ...page, communityId: things.communityId } }),
  'billing.readBillRun': things => ({ params: { billRunId: things.issuedRunId } }),
  'billing.readBillRunSums': things => ({ params: { billRunId: things.issuedRunId } }),
  'billing.approveBillRun': things => ({ params: { billRunId: things.approvableRunId }, body: {} }),
  'billing.issueBillRun': things => ({ params: { billRunId: things.draftRunId } }),
  'billing.listBills': things => ({ query: { ...page, ...billsOf(things) } }),
  'billing.sumBills': things => ({ query: billsOf(things) }),
  'billing.exportBills': things => ({ query: { ...billsOf(things), format: 'csv' } }),
  'billing.billHistory': things => ({ params: { billId: things.paidBillId }, query: { limit: 5 } }),
  'billing.voidBill': things => ({ params: { billId: things.voidableBillId }, body: { reason: '重复出账' } }),
  'billing.holdBill': things => ({ params: { billId: things.billId }, body: { reason: '业主有异议' } }),
  'billing.freezePenalty': things => ({ params: { billId: things.billId }, body: { reason: '诉讼期间' } }),
  'billing.thawPenalty': things => ({ params: { billId: things.billId } }),
  'billing.releaseBill': things => ({ params: { billId: things.billId } }),
  'billing.readdressBill': things => ({
    params: { billId: things.readdressableBillId },
    body: { payerPersonId: things.neighbourId, reason: '租户代缴' },
  }),
  'billing.readBill': things => ({ params: { billId: things.paidBillId } }),
  'billing.listOtherHomes': things => ({ params: { premisesId: things.premisesId } }),
  'billing.readHousehold': things => ({ params: { premisesId: things.premisesId } }),
  'billing.collect': things => ({
    body: { id: newId(), premisesId: things.premisesId, billIds: [things.billId], amountFen: 100, method: 'cash' },
  }),
  'billing.arrearsByPremises': things => ({ query: { buildingId: things.buildingId } }),
  'billing.readArrears': things => ({ query: { communityId: things.communityId } }),

  'service-desk.listOrders': (things, company) => ({
    query: { ...page, communityId: things.communityId, assigneeId: company.manager.id, text },
  }),
  'service-desk.exportOrders': (things, company) => ({
    query: { communityId: things.communityId, assigneeId: company.manager.id, format: 'csv' },
  }),
  'service-desk.readOrder': things => ({ params: { orderId: things.doneId } }),
  'service-desk.reportOrder': things => ({
    body: {
      id: newId(),
      communityId: things.communityId,
      premisesId: things.premisesId,
      category: 'power',
      description: '楼道没电',
      reporterName: '王同名',
      photoIds: [things.photoId],
    },
  }),
  'service-desk.listRepairers': things => ({ query: { communityId: things.communityId } }),
  'service-desk.assignOrder': (things, company) => ({
    params: { orderId: things.reportedId },
    body: { assigneeId: company.manager.id, version: 1 },
  }),
  'service-desk.voidOrder': things => ({ params: { orderId: things.uselessId }, body: { reason: '重复' } }),
  'service-desk.listMyTasks': () => ({ query: page }),
  'service-desk.readMyTask': things => ({ params: { orderId: things.workingId } }),
  'service-desk.acceptOrder': things => ({ params: { orderId: things.assignedId } }),
  'service-desk.declineOrder': things => ({ params: { orderId: things.declinableId }, body: { reason: '没有工具' } }),
  'service-desk.finishOrder': things => ({
    params: { orderId: things.workingId },
    body: { note: '修好了', photoIds: [things.photoId] },
  }),

  'platform.startExport': () => ({
    body: { id: newId(), route: '/registry/people/export', query: {}, format: 'csv' },
  }),
  'platform.listExports': () => ({ query: page }),
  'platform.readListSettings': () => ({}),
  'platform.saveListSetting': () => ({
    body: { list: '/billing/bills', hidden: ['item'], order: [], views: [], version: 0 },
  }),
  'platform.readExport': things => ({ params: { exportId: things.exportId } }),
  'platform.cancelExport': things => ({ params: { exportId: things.unwantedExportId } }),
  'platform.downloadExport': things => ({ params: { exportId: things.exportId } }),

  ...IMPORT_SAMPLES,

  ...PORTAL_SAMPLES,

  ...REPORT_SAMPLES,
  'analytics.dashboard': things => ({ query: { communityId: things.communityId } }),
}

function billsOf(things: Things): Record<string, string> {
  const { communityId, premisesId, issuedRunId, ruleId } = things
  return { communityId, premisesId, billRunId: issuedRunId, ruleId }
}

/**
 * Ids in a request that the route does not look up. A staff account's scope names communities, which identity, left of the
 * registry, does not know; a foreign id in a scope opens nothing (platform/db.test.ts).
 */
export const UNCHECKED: Record<string, (things: Things) => string> = {
  'identity.createStaff': things => things.communityId,
}

export type MadeId = (ground: Ground, company: Company, things: Things) => string | Promise<string>

/** For each route that takes an id made by the client: the id of an existing thing of that kind. */
export const MADE_IDS: Record<string, MadeId> = {
  'platform.uploadFile': (_ground, _company, things) => things.photoId,
  'identity.createStaff': (_ground, company) => company.colleague.id,
  'identity.createRole': (_ground, company) => company.roleId,
  'identity.addRolePreset': (_ground, company) => company.roleId,
  ...PLACE_MADE_IDS,
  ...PARKING_MADE_IDS,
  ...METERING_MADE_IDS,
  ...DEVICE_MADE_IDS,
  ...LEASE_MADE_IDS,
  ...CHARGE_MADE_IDS,
  ...MONEY_MADE_IDS,
  'billing.addRuleVersion': (ground, _company, things) =>
    storedId(ground, 'billing.rule_version', 'rule_id', things.ruleId),
  'billing.assignRule': (ground, _company, things) =>
    storedId(ground, 'billing.assignment', 'premises_id', things.premisesId),
  'billing.startBillRun': (_ground, _company, things) => things.issuedRunId,
  'billing.collect': (_ground, _company, things) => things.paymentId,
  ...DUNNING_MADE_IDS,
  ...TILL_MADE_IDS,
  'service-desk.reportOrder': (_ground, _company, things) => things.reportedId,
  ...PEOPLE_MADE_IDS,
  ...WORKFORCE_MADE_IDS,
  ...PRIVACY_MADE_IDS,
  ...APPROVAL_MADE_IDS,
  ...REQUEST_MADE_IDS,
  ...FUND_MADE_IDS,
  ...DEBIT_MADE_IDS,
  ...CHANNEL_MADE_IDS,
  'imports.startImport': (_ground, _company, things) => things.importId,
  'platform.startExport': (_ground, _company, things) => things.exportId,
  'residents.applyForHousehold': (_ground, _company, things) => things.applicationId,
  'residents.inviteToMyHousehold': (_ground, _company, things) => things.myInvitationId,
  'residents.createInvitation': (_ground, _company, things) => things.revocableInvitationId,
  ...PORTAL_MADE_IDS,
}

async function storedId(ground: Ground, table: string, column: string, value: string): Promise<string> {
  const { rows } = await ground.owner.query<{ id: string }>(`select id from ${table} where ${column} = $1 limit 1`, [
    value,
  ])
  return rows[0]?.id ?? ''
}
