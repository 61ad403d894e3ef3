import { type Call, workforce } from '@anju/contract'
import { newId } from '../../src/platform/ids.ts'

/** The organisation begins once per company; each community has a team with employees, one of them the account that asks. */
export async function makeWorkforce(
  call: Call,
  communityId: string,
  code: string,
  photoId: string,
  accountId: string | null,
) {
  const { id: rootId } = await call(workforce.startOrganisation)
  const { items: posts } = await call(workforce.listPosts)
  const postId = posts.find(post => post.code === 'guard')?.id ?? ''
  const [teamId, closableTeamId] = [newId(), newId()]
  const team = { parentId: rootId, kind: 'project', communityId } as const
  await call(workforce.createTeam, { body: { id: teamId, name: '项目部', ...team } })
  await call(workforce.createTeam, { body: { id: closableTeamId, name: '空班组', ...team } })
  const employ = async (number: string, account: string | null) => {
    const employeeId = newId()
    const file = { number: `${code}-${number}`, name: '张同名', teamId, postId, accountId: account } as const
    await call(workforce.createEmployee, {
      body: { id: employeeId, ...file, employedFrom: '2026-01-01', phone: '13900000031' },
    })
    return employeeId
  }
  const [employeeId, leaverId, resumerId, partnerId] = [
    await employ('1', accountId),
    await employ('2', null),
    await employ('3', null),
    await employ('4', null),
  ]
  await call(workforce.endEmployment, {
    params: { employeeId: resumerId },
    body: { lastDay: '2026-12-31', reason: '离职', version: 1 },
  })
  const certify = async () => {
    const id = newId()
    const certificate = { kind: 'security-guard', title: '保安员证', number: 'B-1', validUntil: '2026-12-20' } as const
    await call(workforce.addCertificate, { params: { employeeId }, body: { id, ...certificate } })
    return id
  }
  const documentId = newId()
  await call(workforce.addDocument, {
    params: { employeeId },
    body: { id: documentId, title: '劳动合同', fileId: photoId },
  })
  return {
    ...{ documentId, rootId, teamId, closableTeamId, postId, employeeId, leaverId, resumerId, partnerId },
    certificateId: await certify(),
    removableCertificateId: await certify(),
  }
}
