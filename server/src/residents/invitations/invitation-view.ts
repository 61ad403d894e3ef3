import type { residents as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { residents } from '../tables.ts'
import { invitationState } from './invitation.ts'

export type InvitationView = ResponseOf<typeof contract.revokeInvitation>

const SORTS = { createdAt: { by: sql`i.created_at`, type: 'timestamptz' } } as const

/** Invitations newest first, by home and state; the codes are known to nobody. */
export async function listInvitations(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listInvitations>,
): Promise<ResponseOf<typeof contract.listInvitations>> {
  const keys = keyset(input, sql<string>`i.id`, SORTS, '-createdAt')
  const filtered = invitations(tx, actor)
    .$if(Boolean(input.communityId), query => query.where('i.communityId', '=', input.communityId ?? ''))
    .$if(Boolean(input.premisesId), query => query.where('i.premisesId', '=', input.premisesId ?? ''))
    .$if(Boolean(input.state), query => query.where(inState(input.state ?? 'open')))
  const rows = await pageRows(filtered, keys, input)
  const { count } = await filtered
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return pageOfRows(
    input,
    rows.map(row => ({ ...viewOf(row), sortKey: row.sortKey })),
    count,
    '-createdAt',
  )
}

/** The open invitations to a home, newest first. */
export async function openInvitationsOf(tx: Tx, actor: Actor, premisesId: string): Promise<InvitationView[]> {
  const rows = await invitations(tx, actor)
    .where('i.premisesId', '=', premisesId)
    .where(inState('open'))
    .orderBy('i.createdAt', 'desc')
    .limit(50)
    .execute()
  return rows.map(viewOf)
}

/** One invitation within the actor's walls. */
export async function readInvitation(tx: Tx, actor: Actor, id: string): Promise<InvitationView> {
  const row = await invitations(tx, actor).where('i.id', '=', id).executeTakeFirst()
  if (!row) throw refuse.notFound()
  return viewOf(row)
}

function invitations(tx: Tx, actor: Actor) {
  return residents(tx)
    .selectFrom('residents.invitation as i')
    .innerJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'i.tenantId').onRef('p.id', '=', 'i.premisesId'),
    )
    .select([
      'i.id',
      'i.communityId',
      'i.premisesId',
      'p.label',
      'i.kind',
      'i.invitedName',
      'i.untilOn',
      'i.invitedByName',
    ])
    .select(['i.createdAt', 'i.expiresAt', 'i.acceptedAt', 'i.acceptedByName', 'i.revokedAt'])
    .where('i.tenantId', '=', tenantOf(actor))
}

function inState(state: InvitationView['state']) {
  const none = sql<SqlBool>`i.accepted_at is null and i.revoked_at is null`
  if (state === 'accepted') return sql<SqlBool>`i.accepted_at is not null`
  if (state === 'revoked') return sql<SqlBool>`i.revoked_at is not null`
  return state === 'expired'
    ? sql<SqlBool>`(${none} and i.expires_at <= ${now()})`
    : sql<SqlBool>`(${none} and i.expires_at > ${now()})`
}

type Row = Awaited<ReturnType<ReturnType<typeof invitations>['execute']>>[number]

function viewOf({ revokedAt, ...row }: Row): InvitationView {
  return {
    ...row,
    label: row.label ?? '',
    kind: row.kind as InvitationView['kind'],
    state: invitationState({ ...row, revokedAt }, now()),
  }
}
