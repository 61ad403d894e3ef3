import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { type Erasing, type ErasurePart, erased, kept } from '../../platform/personal-data.ts'
import { residents } from '../tables.ts'

/** Applications and invitations lose names, photos and words; consents stay as the proof that they were given. */
export async function eraseResident(tx: Tx, actor: Actor, erasing: Erasing): Promise<ErasurePart[]> {
  const tenantId = tenantOf(actor)
  const db = residents(tx)
  const { accountId, personIds, pseudonym } = erasing
  const mine = await sql<{ id: string; photoIds: string[] }>`select id, photo_ids from residents.application
    where tenant_id = ${tenantId} and account_id = ${accountId}`.execute(db)
  for (const { id, photoIds } of mine.rows) {
    erasing.objectIds.add(id)
    for (const photo of photoIds) erasing.fileIds.add(photo)
  }
  const applications =
    await sql`update residents.application set applicant_name = ${pseudonym}, phone_masked = '', note = '', photo_ids = '{}',
      reason = case when reason is null then null else '***' end, version = version + 1,
      decided_at = case when state = 'waiting' then ${now()} else decided_at end, state = case when state = 'waiting' then 'withdrawn' else state end
    where tenant_id = ${tenantId} and account_id = ${accountId} and applicant_name <> ${pseudonym}`.execute(db)
  const invitations = await sql<{ id: string }>`update residents.invitation set
      invited_name = case when accepted_by = ${accountId} then null else invited_name end,
      accepted_by_name = case when accepted_by = ${accountId} then ${pseudonym} else accepted_by_name end,
      invited_by_name = case when invited_by = ${accountId} then ${pseudonym} else invited_by_name end
    where tenant_id = ${tenantId} and (accepted_by = ${accountId} or invited_by = ${accountId}) returning id`.execute(
    db,
  )
  for (const { id } of invitations.rows) erasing.objectIds.add(id)
  await sql`delete from residents.invitation_try where tenant_id = ${tenantId} and account_id = ${accountId}`.execute(
    db,
  )
  await sql`update residents.data_export set state = case when state in ('waiting', 'ready') then 'expired' else state end,
      expires_at = least(expires_at, ${now()}), asked_by_name = case when asked_by_kind = 'resident' then ${pseudonym} else asked_by_name end
    where tenant_id = ${tenantId} and (account_id = ${accountId} or person_id = any(${personIds}::uuid[]))`.execute(db)
  const consents = await sql<{ n: number }>`select count(*)::int as n from residents.consent
    where tenant_id = ${tenantId} and account_id = ${accountId}`.execute(db)
  return [
    erased('入住申请（姓名、说明、证明照片）', applications.numAffectedRows, 'anonymised'),
    erased('邀请记录上的姓名', invitations.rows.length, 'anonymised'),
    ...(await eraseRequests(tx, actor, erasing)),
    kept('同意记录', consents.rows[0]?.n, '证明处理有依据（个人信息保护法第 69 条），不含姓名'),
  ]
}

/** That somebody asked and was answered stays; who and in which words does not. */
async function eraseRequests(tx: Tx, actor: Actor, erasing: Erasing): Promise<ErasurePart[]> {
  const tenantId = tenantOf(actor)
  const db = residents(tx)
  const { accountId, personIds, pseudonym } = erasing
  const requests = await sql<{
    id: string
  }>`update residents.data_request set requester_name = ${pseudonym}, phone_masked = '',
      content = case when content = '' then '' else '***' end, identity_check = case when identity_check is null then null else '***' end,
      asked_by_name = case when asked_by_kind = 'resident' then ${pseudonym} else asked_by_name end
    where tenant_id = ${tenantId} and (account_id = ${accountId} or person_id = any(${personIds}::uuid[])) returning id`.execute(
    db,
  )
  const ids = requests.rows.map(row => row.id)
  for (const id of ids) erasing.objectIds.add(id)
  await sql`update residents.data_request_step set note = case when note = '' then '' else '***' end,
      actor_name = case when actor_kind = 'resident' then ${pseudonym} else actor_name end
    where tenant_id = ${tenantId} and request_id = any(${ids}::uuid[])`.execute(db)
  return [kept('个人信息请求的处理经过', ids.length, '证明请求已处理，姓名已换成代号')]
}
