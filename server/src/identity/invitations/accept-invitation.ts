import type { identity as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import type { Door } from '../../platform/module.ts'
import { refuse } from '../errors.ts'
import { forgetLink } from '../links/forget-link.ts'
import { setPassword } from '../passwords/set-password.ts'
import { passwordRules } from '../settings.ts'
import { continueSignIn } from '../sign-in/continue-sign-in.ts'
import { identity } from '../tables.ts'
import { invitationHash } from './invitation.ts'

interface Found {
  tenantId: string
  invitationId: string
  staffId: string
}

/** Whose account a code belongs to, before the company is known. Error: identity.invitation_gone. */
async function findInvitation(tx: Tx, code: string): Promise<Found> {
  const { rows } = await sql<Found>`select * from identity.find_invitation(${invitationHash(code)})`.execute(
    identity(tx),
  )
  if (!rows[0]) throw refuse.invitationGone()
  return rows[0]
}

/** The account of an invitation that still opens it. Error: identity.invitation_gone. */
async function openInvitation(tx: Tx, found: Found) {
  const row = await identity(tx)
    .selectFrom('identity.invitation as i')
    .innerJoin('identity.staffAccount as a', join =>
      join.onRef('a.tenantId', '=', 'i.tenantId').onRef('a.id', '=', 'i.staffId'),
    )
    .innerJoin('identity.company as c', 'c.tenantId', 'i.tenantId')
    .select(['i.expiresAt', 'a.name', 'a.userName', 'c.name as company', 'c.code as companyCode'])
    .where('i.tenantId', '=', found.tenantId)
    .where('i.id', '=', found.invitationId)
    .where('i.usedAt', 'is', null)
    .where('i.endedAt', 'is', null)
    .where('i.expiresAt', '>', now())
    .where('a.state', '=', 'active')
    .executeTakeFirst()
  if (!row) throw refuse.invitationGone()
  return row
}

/** Whose account an invitation opens. Used, ended, too old and unknown look alike: identity.invitation_gone. */
export async function readInvitation(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.readInvitation>,
): Promise<ResponseOf<typeof contract.readInvitation>> {
  const found = await door.run(actor, tx => findInvitation(tx, input.code), { readOnly: true })
  return door.run(
    { ...actor, tenantId: found.tenantId },
    async tx => {
      const { companyCode, ...row } = await openInvitation(tx, found)
      return { ...row, account: `${row.userName}@${companyCode}`, passwordRules: await passwordRules(tx) }
    },
    { readOnly: true },
  )
}

/**
 * Accepts an invitation with a password of one's own, and signs in. Two at once: the second finds it used.
 * Errors: identity.invitation_gone, identity.password_weak.
 */
export async function acceptInvitation(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.acceptInvitation>,
): Promise<ResponseOf<typeof contract.acceptInvitation>> {
  const found = await door.run(actor, tx => findInvitation(tx, input.code), { readOnly: true })
  const guest: Actor = { ...actor, tenantId: found.tenantId }
  const name = await door.run(guest, async tx => {
    const row = await openInvitation(tx, found)
    const used = await identity(tx)
      .updateTable('identity.invitation')
      .set({ usedAt: now() })
      .where('tenantId', '=', found.tenantId)
      .where('id', '=', found.invitationId)
      .where('usedAt', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!used) throw refuse.invitationGone()
    await setPassword(tx, guest, { staffId: found.staffId, password: input.password, until: null, checked: true })
    await forgetLink(tx, guest, found.staffId)
    audit(tx, 'identity.acceptInvitation', found.staffId)
    return row.name
  })
  return continueSignIn(door, actor, { tenantId: found.tenantId, staffId: found.staffId, name }, input.app)
}
