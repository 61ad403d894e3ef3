import type { workforce as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { type EmployeeDetail, readEmployee } from '../employees/employee-view.ts'
import { refuse } from '../errors.ts'
import { staffChanged } from '../events.ts'
import { workforce } from '../tables.ts'

type Fields = Pick<
  RequestOf<typeof contract.addCertificate>,
  'kind' | 'title' | 'number' | 'issuedOn' | 'validUntil' | 'fileId'
>

/** Puts a certificate into a file. Errors: workforce.certificate_dates_wrong. */
export async function addCertificate(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.addCertificate>,
): Promise<EmployeeDetail> {
  requireWholeCommunities(actor)
  const file = await readEmployee(tx, actor, input)
  await check(tx, actor, input, null)
  const { id, employeeId } = input
  await workforce(tx)
    .insertInto('workforce.certificate')
    .values({ tenantId: tenantOf(actor), id, employeeId, communityId: file.communityId, ...fieldsOf(input) })
    .execute()
  return changed(tx, actor, file)
}

/** Corrects or renews a certificate; a new end of validity is reminded of anew. */
export async function editCertificate(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editCertificate>,
): Promise<EmployeeDetail> {
  requireWholeCommunities(actor)
  const file = await readEmployee(tx, actor, input)
  const before = file.certificates.find(each => each.id === input.certificateId)
  if (!before) throw platformRefuse.notFound()
  // Before its picture is looked at: that of an earlier version is nobody's any more.
  if (before.version !== input.version) throw platformRefuse.changedMeanwhile({ version: before.version })
  await check(tx, actor, input, before.file?.id ?? null)
  const edited = await workforce(tx)
    .updateTable('workforce.certificate')
    .set({
      ...fieldsOf(input),
      ...(before.validUntil === input.validUntil ? {} : { remindedDays: null }),
      version: input.version + 1,
    })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.certificateId)
    .where('version', '=', input.version)
    .where('removedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!edited) throw platformRefuse.changedMeanwhile({ version: before.version })
  const { fileId, ...words } = fieldsOf(input)
  recordChanges(tx, { ...before, file: before.file?.id ?? null }, { ...words, file: fileId })
  return changed(tx, actor, file)
}

/** Takes a certificate out of the file; the reason is kept by the audit line. Errors: platform.not_found, platform.changed_meanwhile. */
export async function removeCertificate(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.removeCertificate>,
): Promise<EmployeeDetail> {
  requireWholeCommunities(actor)
  const file = await readEmployee(tx, actor, input)
  const before = file.certificates.find(each => each.id === input.certificateId)
  if (!before) throw platformRefuse.notFound()
  const removed = await workforce(tx)
    .updateTable('workforce.certificate')
    .set({ removedAt: now() })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.certificateId)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst()
  if (!removed) throw platformRefuse.changedMeanwhile({ version: before.version })
  return changed(tx, actor, file)
}

/** Puts a document into the file. */
export async function addDocument(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.addDocument>,
): Promise<EmployeeDetail> {
  requireWholeCommunities(actor)
  const file = await readEmployee(tx, actor, input)
  await requireOwnFiles(tx, actor, [input.fileId], 'photo')
  const { id, employeeId, title, fileId } = input
  const { communityId } = file
  await workforce(tx)
    .insertInto('workforce.employeeDocument')
    .values({
      tenantId: tenantOf(actor),
      id,
      employeeId,
      communityId,
      title,
      fileId,
      addedAt: now(),
      addedBy: actor.id,
    })
    .execute()
  return changed(tx, actor, file)
}

function fieldsOf({ kind, title, number, issuedOn, validUntil, fileId }: Fields): Fields {
  return { kind, title, number, issuedOn, validUntil, fileId }
}

async function check(tx: Tx, actor: Actor, input: Fields, oldFileId: string | null): Promise<void> {
  const { issuedOn, validUntil, fileId } = input
  if (issuedOn !== null && validUntil !== null && validUntil < issuedOn) throw refuse.certificateDatesWrong()
  if (fileId !== null && fileId !== oldFileId) await requireOwnFiles(tx, actor, [fileId], 'photo')
}

async function changed(tx: Tx, actor: Actor, { id, communityId }: EmployeeDetail): Promise<EmployeeDetail> {
  await publish(tx, staffChanged, { communityId: communityId ?? undefined, employeeId: id })
  return readEmployee(tx, actor, { employeeId: id })
}
