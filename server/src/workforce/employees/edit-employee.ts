import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { recordReveal } from '../../platform/reveals.ts'
import { unseal } from '../../platform/seal.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { staffChanged } from '../events.ts'
import { readPost } from '../posts/post-view.ts'
import { workforce } from '../tables.ts'
import { moveFiles } from '../teams/edit-team.ts'
import { readTeam } from '../teams/team-view.ts'
import { idNumberFits } from './employee.ts'
import { type EmployeeDetail, readEmployee } from './employee-view.ts'
import { sealedIdNumber, sealedPhone } from './sealed.ts'
import { spellingOf } from './spelling.ts'

type Create = RequestOf<typeof contract.createEmployee>
type Fields = Pick<
  Create,
  'number' | 'name' | 'sex' | 'teamId' | 'postId' | 'employedFrom' | 'emergencyName' | 'accountId' | 'note' | 'photoId'
>

/** Opens the file of an employee. Errors: not found (team, post, account, photo), workforce.number_taken, account_taken, id_number_wrong. */
export async function createEmployee(tx: Tx, actor: Actor, input: Create): Promise<EmployeeDetail> {
  requireWholeCommunities(actor)
  const communityId = await checkFields(tx, actor, input, null)
  checkIdNumber(input.idNumber)
  await workforce(tx)
    .insertInto('workforce.employee')
    .values({
      tenantId: tenantOf(actor),
      id: input.id,
      createdAt: now(),
      communityId,
      ...columnsOf(input),
      ...sealedPhone(input.phone),
      ...sealedIdNumber(input.idNumber),
      emergencyPhoneSealed: sealedPhone(input.emergencyPhone).phoneSealed,
    })
    .execute()
  await publish(tx, staffChanged, { communityId: communityId ?? undefined, employeeId: input.id })
  return readEmployee(tx, actor, { employeeId: input.id })
}

/** Changes the file; what is sealed stays unless given. A move to another team moves the file to its community. */
export async function editEmployee(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editEmployee>,
): Promise<EmployeeDetail> {
  requireWholeCommunities(actor)
  const { employeeId } = input
  const before = await readEmployee(tx, actor, { employeeId })
  // Before its photograph is looked at: that of an earlier version is nobody's any more.
  if (before.version !== input.version) throw platformRefuse.changedMeanwhile({ version: before.version })
  const communityId = await checkFields(tx, actor, input, before)
  if (input.idNumber !== undefined) checkIdNumber(input.idNumber)
  const changed = await workforce(tx)
    .updateTable('workforce.employee')
    .set({
      communityId,
      ...columnsOf(input),
      ...(input.phone === undefined ? {} : sealedPhone(input.phone)),
      ...(input.idNumber === undefined ? {} : sealedIdNumber(input.idNumber)),
      ...(input.emergencyPhone === undefined
        ? {}
        : { emergencyPhoneSealed: sealedPhone(input.emergencyPhone).phoneSealed }),
      version: input.version + 1,
    })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', employeeId)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw platformRefuse.changedMeanwhile({ version: before.version })
  if (before.communityId !== communityId) await moveFiles(tx, actor, [employeeId], communityId)
  const after = await readEmployee(tx, actor, { employeeId })
  recordChanges(tx, shown(before), shown(after))
  await publish(tx, staffChanged, { communityId: communityId ?? undefined, employeeId })
  return after
}

/** What the audit line tells of a file: names rather than ids, and sealed things masked. */
function shown(file: EmployeeDetail) {
  const { number, name, sex, phoneMasked, idNumberMasked, teamName, postName, employedFrom } = file
  const { emergencyName, emergencyPhoneMasked, accountName, note } = file
  return {
    ...{ number, name, sex, phoneMasked, idNumberMasked, teamName, postName, employedFrom, emergencyName },
    ...{ emergencyPhoneMasked, accountName, note, photo: file.photo?.id ?? null },
  }
}

function columnsOf(input: Fields) {
  const { number, name, sex, teamId, postId, employedFrom, emergencyName, accountId, note, photoId } = input
  const spelling = spellingOf(name)
  return {
    ...{
      number: number.toUpperCase(),
      name,
      sex,
      teamId,
      postId,
      employedFrom,
      emergencyName,
      accountId,
      note,
      photoId,
    },
    namePinyin: spelling.full,
    nameInitials: spelling.initials,
  }
}

function checkIdNumber(idNumber: string | null): void {
  if (idNumber !== null && !idNumberFits(idNumber)) throw refuse.idNumberWrong()
}

/** Whether the file may name what it names; answers the community of the team. */
async function checkFields(tx: Tx, actor: Actor, input: Fields, before: EmployeeDetail | null): Promise<string | null> {
  const team = await readTeam(tx, actor, input.teamId)
  const post = await readPost(tx, actor, input.postId)
  if (team.closedOn !== null || (!post.active && before?.postId !== post.id)) throw platformRefuse.notFound()
  if (before !== null && before.employedTo !== null && before.employedTo < input.employedFrom)
    throw refuse.lastDayWrong()
  if (input.photoId !== null && input.photoId !== before?.photo?.id)
    await requireOwnFiles(tx, actor, [input.photoId], 'photo')
  const others = await workforce(tx)
    .selectFrom('workforce.employee')
    .select(['number', 'accountId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '<>', before?.id ?? '00000000-0000-0000-0000-000000000000')
    .where(eb => eb.or([eb('number', '=', input.number.toUpperCase()), eb('accountId', '=', input.accountId)]))
    .execute()
  if (others.some(other => other.number === input.number.toUpperCase())) throw refuse.numberTaken()
  if (others.some(other => other.accountId !== null && other.accountId === input.accountId)) throw refuse.accountTaken()
  if (input.accountId !== null) await requireAccount(tx, actor, input.accountId)
  return team.communityId
}

async function requireAccount(tx: Tx, actor: Actor, accountId: string): Promise<void> {
  const own = actor.communityIds
  const found = await workforce(tx)
    .selectFrom('identity.publicStaff')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', accountId)
    .$if(own !== null, query => query.where(sql<boolean>`(community_ids is null or community_ids && ${own}::uuid[])`))
    .executeTakeFirst()
  if (!found) throw platformRefuse.notFound()
}

/** Phone and ID number in full, for a reason that the audit log keeps (domain.md §7 "Masking"). */
export async function revealEmployee(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.revealEmployee>,
): Promise<ResponseOf<typeof contract.revealEmployee>> {
  requireWholeCommunities(actor)
  const row = await workforce(tx)
    .selectFrom('workforce.employee')
    .select(['phoneSealed', 'idNumberSealed', 'emergencyPhoneSealed'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.employeeId)
    .executeTakeFirst()
  if (!row) throw platformRefuse.notFound()
  await recordReveal(tx, actor, { subjectKind: 'employee', subjectId: input.employeeId, reason: input.reason })
  return {
    phone: row.phoneSealed && unseal(row.phoneSealed),
    idNumber: row.idNumberSealed && unseal(row.idNumberSealed),
    emergencyPhone: row.emergencyPhoneSealed && unseal(row.emergencyPhoneSealed),
  }
}
