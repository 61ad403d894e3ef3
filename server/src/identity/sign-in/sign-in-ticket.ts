import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../errors.ts'
import { identity } from '../tables.ts'

const LIVES_SECONDS = 300
const MAX_TRIES = 5
const KEPT_MS = 24 * 3600 * 1000

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** A ticket for the second step of a sign-in: `tenant.id.secret`, of which only the secret's hash is stored. Old ones are forgotten. */
export async function issueTicket(tx: Tx, found: { tenantId: string; staffId: string }, app: 'console' | 'field') {
  const { tenantId, staffId } = found
  const [id, secret, at] = [newId(), randomBytes(32).toString('base64url'), now()]
  await identity(tx)
    .insertInto('identity.signInTicket')
    .values({
      ...{ tenantId, id, staffId, app, secretHash: hashOf(secret), createdAt: at },
      expiresAt: new Date(at.getTime() + LIVES_SECONDS * 1000),
    })
    .execute()
  await sql`delete from identity.sign_in_ticket where tenant_id = ${tenantId} and created_at < ${new Date(at.getTime() - KEPT_MS)}`.execute(
    identity(tx),
  )
  return { ticket: `${tenantId}.${id}.${secret}`, expiresInSeconds: LIVES_SECONDS }
}

const TICKET = /^([0-9a-f-]{36})\.([0-9a-f-]{36})\.([\w-]{43})$/

/** The parts of a ticket. Error: identity.ticket_expired when it is none. */
export function readTicket(ticket: string): { tenantId: string; id: string; secret: string } {
  const [, tenantId, id, secret] = TICKET.exec(ticket) ?? []
  if (!tenantId || !id || !secret) throw refuse.ticketExpired()
  return { tenantId, id, secret }
}

/**
 * Takes one of the five tries of a ticket, before the code is looked at. Error: identity.ticket_expired: unknown, used, too old or
 * tried too often, which look alike.
 */
export async function tryTicket(tx: Tx, ticket: ReturnType<typeof readTicket>) {
  const row = await identity(tx)
    .updateTable('identity.signInTicket')
    .set({ tries: sql<number>`tries + 1` })
    .where('tenantId', '=', ticket.tenantId)
    .where('id', '=', ticket.id)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now())
    .where('tries', '<', MAX_TRIES)
    .returning(['staffId', 'app', 'secretHash'])
    .executeTakeFirst()
  if (!row || !timingSafeEqual(row.secretHash, hashOf(ticket.secret))) throw refuse.ticketExpired()
  return { staffId: row.staffId, app: row.app as 'console' | 'field' }
}

/** Marks a ticket as used; false when somebody was quicker. */
export async function useTicket(tx: Tx, ticket: ReturnType<typeof readTicket>): Promise<boolean> {
  const used = await identity(tx)
    .updateTable('identity.signInTicket')
    .set({ usedAt: now() })
    .where('tenantId', '=', ticket.tenantId)
    .where('id', '=', ticket.id)
    .where('usedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return used !== undefined
}
