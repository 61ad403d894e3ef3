import { newId } from '../../src/platform/ids.ts'
import type { MadeId, Sample } from './samples.ts'

const page = { limit: 200 }
const request = (requestId: string) => ({ params: { requestId } })

/** Requests about personal data, copies of it, and who saw it. */
export const PRIVACY_SAMPLES: Record<string, Sample> = {
  'residents.startMyDataExport': () => ({ body: { id: newId(), format: 'json' } }),
  'residents.listMyDataExports': () => ({ query: page }),
  'residents.fetchMyDataExport': things => ({ params: { exportId: things.myDataExportId } }),
  'residents.startDataExport': things => ({
    params: { personId: things.ownerId },
    body: { id: newId(), format: 'xlsx' },
  }),
  'residents.listDataExports': things => ({ query: { ...page, personId: things.ownerId } }),
  'residents.fetchDataExport': things => ({ params: { exportId: things.dataExportId } }),
  'residents.listMyDataRequests': () => ({ query: page }),
  'residents.makeMyDataRequest': () => ({ body: { id: newId(), kind: 'correction', content: '名字写错了' } }),
  'residents.withdrawMyDataRequest': things => request(things.myRequestId),
  // The neighbour of the other community closes the account: nobody asks as them again.
  'residents.closeMyAccount': () => ({ body: { requestId: newId(), phoneTail: '0022' } }),
  'residents.listDataRequests': things => ({ query: { ...page, communityId: things.communityId, text: '同名' } }),
  'residents.exportDataRequests': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'residents.readDataRequest': things => request(things.dataRequestId),
  'residents.makeDataRequest': things => ({
    body: {
      ...{ id: newId(), personId: things.unaskedPersonId, kind: 'access', content: '要一份复印件' },
      identityCheck: '身份证原件',
    },
  }),
  'residents.takeDataRequest': things => ({ ...request(things.takeableRequestId), body: { version: 1 } }),
  'residents.completeDataRequest': things => ({
    ...request(things.completableRequestId),
    body: { version: 1, answer: '已更正' },
  }),
  'residents.refuseDataRequest': things => ({
    ...request(things.refusableRequestId),
    body: { version: 1, ground: 'identity', answer: '请带身份证到前台' },
  }),
  'residents.previewErasure': things => request(things.dataRequestId),
  'residents.proposeErasure': things => ({
    ...request(things.proposableRequestId),
    body: { version: 1, answer: '将删除' },
  }),
  'residents.returnErasure': things => ({
    ...request(things.returnableRequestId),
    body: { version: 1, reason: '先核对' },
  }),
  'residents.approveErasure': things => ({ ...request(things.erasableRequestId), body: { version: 1 } }),
  'residents.listReveals': things => ({ query: { ...page, subjectId: things.ownerId } }),
  'residents.exportReveals': things => ({ query: { subjectId: things.ownerId, format: 'csv' } }),
}

export const PRIVACY_MADE_IDS: Record<string, MadeId> = {
  'residents.startMyDataExport': (_ground, _company, things) => things.myDataExportId,
  'residents.startDataExport': (_ground, _company, things) => things.dataExportId,
  'residents.makeMyDataRequest': (_ground, _company, things) => things.myRequestId,
  'residents.makeDataRequest': (_ground, _company, things) => things.dataRequestId,
}
