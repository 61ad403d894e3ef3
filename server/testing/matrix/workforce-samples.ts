import { newId } from '../../src/platform/ids.ts'
import type { MadeId, Sample } from './samples.ts'
import type { Things } from './world.ts'

const page = { limit: 200 }

function file(things: Things) {
  return {
    number: `N-${newId().slice(-8)}`,
    name: '新员工',
    teamId: things.teamId,
    postId: things.postId,
    employedFrom: '2026-01-01',
  }
}

const CERTIFICATE = { kind: 'electrician', title: '电工证', number: 'D-1', validUntil: '2027-01-01' }

/** The samples of the workforce; see samples.ts. */
export const WORKFORCE_SAMPLES: Record<string, Sample> = {
  'workforce.startOrganisation': () => ({}),
  'workforce.listTeams': things => ({ query: { communityId: things.communityId } }),
  'workforce.createTeam': things => ({
    body: {
      id: newId(),
      parentId: things.teamId,
      kind: 'team',
      name: '保安班',
      communityId: things.communityId,
      headId: things.employeeId,
    },
  }),
  'workforce.editTeam': things => ({
    params: { teamId: things.teamId },
    body: {
      parentId: things.rootId,
      kind: 'project',
      name: '项目部',
      communityId: things.communityId,
      headId: things.employeeId,
      version: 1,
    },
  }),
  'workforce.closeTeam': things => ({ params: { teamId: things.closableTeamId }, body: { version: 1 } }),
  'workforce.listPosts': () => ({}),
  'workforce.createPost': () => ({ body: { id: newId(), code: `post-${newId().slice(-8)}`, name: '司机' } }),
  'workforce.editPost': things => ({
    params: { postId: things.postId },
    body: { name: '保安员', certificateKind: 'security-guard', active: true, version: 1 },
  }),
  'workforce.listEmployees': things => ({
    query: { ...page, communityId: things.communityId, teamId: things.teamId, postId: things.postId, text: '张' },
  }),
  'workforce.exportEmployees': things => ({
    query: { communityId: things.communityId, teamId: things.teamId, postId: things.postId, format: 'csv' },
  }),
  'workforce.readEmployee': things => ({ params: { employeeId: things.employeeId } }),
  'workforce.createEmployee': things => ({ body: { id: newId(), ...file(things), phone: '13900000032' } }),
  'workforce.editEmployee': things => ({
    params: { employeeId: things.employeeId },
    body: { ...file(things), version: 1 },
  }),
  'workforce.revealEmployee': things => ({ params: { employeeId: things.employeeId }, body: { reason: '核对电话' } }),
  'workforce.endEmployment': things => ({
    params: { employeeId: things.leaverId },
    body: { lastDay: '2026-12-31', reason: '离职', handOverToId: things.employeeId, version: 1 },
  }),
  'workforce.resumeEmployment': things => ({
    params: { employeeId: things.resumerId },
    body: { reason: '留任', version: 2 },
  }),
  'workforce.addCertificate': things => ({
    params: { employeeId: things.employeeId },
    body: { id: newId(), ...CERTIFICATE, fileId: things.photoId },
  }),
  'workforce.editCertificate': things => ({
    params: { employeeId: things.employeeId, certificateId: things.certificateId },
    body: { ...CERTIFICATE, fileId: things.photoId, version: 1 },
  }),
  'workforce.removeCertificate': things => ({
    params: { employeeId: things.employeeId, certificateId: things.removableCertificateId },
    body: { reason: '录错了' },
  }),
  'workforce.addDocument': things => ({
    params: { employeeId: things.employeeId },
    body: { id: newId(), title: '劳动合同', fileId: things.photoId },
  }),
  'workforce.listCertificates': things => ({ query: { ...page, communityId: things.communityId } }),
  'workforce.exportCertificates': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
}

/** The ids of existing things for the routes of the workforce that take one made by the client; see samples.ts. */
export const WORKFORCE_MADE_IDS: Record<string, MadeId> = {
  'workforce.createTeam': (_ground, _company, things) => things.teamId,
  'workforce.createPost': (_ground, _company, things) => things.postId,
  'workforce.createEmployee': (_ground, _company, things) => things.employeeId,
  'workforce.addCertificate': (_ground, _company, things) => things.certificateId,
  'workforce.addDocument': (_ground, _company, things) => things.documentId,
}
