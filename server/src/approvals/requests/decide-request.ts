import type { approvals as contract, RequestOf } from '@anju/contract'
import { closeNotices, notify } from '../../messaging/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireSomebodyElse } from '../../platform/duties.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { formatYuan } from '../../platform/money.ts'
import { stepsOf } from '../chains/chain.ts'
import { refuse } from '../errors.ts'
import { requestChanged } from '../events.ts'
import { approvals } from '../tables.ts'
import { decidersOf } from './deciders-view.ts'
import { type ApprovedRequest, approvalDefinition } from './define-approval.ts'
import { tellDeciders } from './request-approval.ts'
import { type ApprovalDetail, approvedBy, readApproval } from './request-view.ts'
import { type ApprovalWords, titleParams } from './words.ts'

/**
 * Approves the step that waits. With the last one the owning module does what was asked for, in this transaction: once, because
 * the request is locked while it is decided. Errors: approvals.closed, approvals.not_yours, approvals.decided_before,
 * platform.own_request, platform.changed_meanwhile, and what the owning module refuses (the request then waits on).
 */
export async function approveRequest(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.approveRequest>,
): Promise<ApprovalDetail> {
  const row = await lockForDecision(tx, actor, input)
  const steps = stepsOf(row.steps)
  await requireDecider(tx, actor, row)
  await writeDecision(tx, actor, row.id, { verdict: 'approved', step: row.passed, note: input.note })
  const passed = row.passed + 1
  const next = steps[passed]
  await moveOn(tx, actor, row, next ? { passed, next } : { passed, state: 'approved' })
  if (next)
    await tellDeciders(tx, actor, { ...row, words: wordsOf(row), approvedBy: await approvedBy(tx, row.id) }, next)
  else {
    const kind = approvalDefinition(row.kind)
    if (!kind) throw new Error(`No module does what requests of kind ${row.kind} ask for.`)
    await kind.onApproved(tx, actor, told(row))
    await tellAsker(tx, actor, row, 'approval-approved', input.note)
  }
  return readApproval(tx, actor, { requestId: row.id })
}

/** Rejects a request, with the reason; the asker is told. Errors: those of `approveRequest` without the owning module's. */
export async function rejectRequest(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.rejectRequest>,
): Promise<ApprovalDetail> {
  const row = await lockForDecision(tx, actor, input)
  await requireDecider(tx, actor, row)
  await writeDecision(tx, actor, row.id, { verdict: 'rejected', step: row.passed, note: input.reason })
  await moveOn(tx, actor, row, { passed: row.passed, state: 'rejected' })
  await approvalDefinition(row.kind)?.onClosed(tx, actor, told(row), 'rejected', input.reason)
  await tellAsker(tx, actor, row, 'approval-rejected', input.reason)
  return readApproval(tx, actor, { requestId: row.id })
}

/** Takes the own request back while it waits. Errors: platform.not_found (somebody else's), approvals.closed. */
export async function withdrawRequest(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.withdrawRequest>,
): Promise<ApprovalDetail> {
  const row = await lockForDecision(tx, actor, input)
  if (row.askedBy !== actor.id) throw platformRefuse.notFound()
  await writeDecision(tx, actor, row.id, { verdict: 'withdrawn', step: null, note: input.reason })
  await moveOn(tx, actor, row, { passed: row.passed, state: 'withdrawn' })
  await approvalDefinition(row.kind)?.onClosed(tx, actor, told(row), 'withdrawn', input.reason ?? '')
  return readApproval(tx, actor, { requestId: row.id })
}

/**
 * Takes a request back for its owning module, when what it was about is asked for no more; `onClosed` is not called. One that is
 * decided, or was never asked, stays as it is.
 */
export async function takeBackRequest(
  tx: Tx,
  actor: Actor,
  { kind, subjectId }: { kind: contract.ApprovalKindName; subjectId: string },
): Promise<void> {
  const row = await approvals(tx)
    .selectFrom('approvals.request')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('kind', '=', kind)
    .where('subjectId', '=', subjectId)
    .where('state', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst()
  if (!row) return
  await writeDecision(tx, actor, row.id, { verdict: 'withdrawn', step: null, note: '' })
  await moveOn(tx, actor, row, { passed: row.passed, state: 'withdrawn' })
}

/** Says something about a request; who asked and who may decide see it there. The id is the client's: a retry is the same word. */
export async function commentRequest(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.commentRequest>,
): Promise<ApprovalDetail> {
  const request = await readApproval(tx, actor, input)
  await writeDecision(tx, actor, request.id, { id: input.id, verdict: 'comment', step: null, note: input.text })
  const { communityId, premisesId, state } = request
  const event = { communityId, premisesId: premisesId ?? undefined, requestId: request.id, state }
  await publish(tx, requestChanged, event)
  return readApproval(tx, actor, input)
}

type Row = Awaited<ReturnType<typeof lockForDecision>>

/** The request, locked, still waiting and as the screen showed it. */
async function lockForDecision(tx: Tx, actor: Actor, { requestId, version }: { requestId: string; version: number }) {
  const row = await approvals(tx)
    .selectFrom('approvals.request')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', requestId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw platformRefuse.notFound()
  if (row.state !== 'waiting') throw refuse.closed({ state: row.state })
  if (row.version !== version) throw platformRefuse.changedMeanwhile({ version: row.version })
  return row
}

/** Who decides is not who asked, has not approved an earlier step, and holds what this step asks for. */
async function requireDecider(tx: Tx, actor: Actor, row: Row): Promise<void> {
  requireSomebodyElse(actor, row.askedBy)
  const earlier = await approvedBy(tx, row.id)
  if (actor.id !== null && earlier.includes(actor.id)) throw refuse.decidedBefore()
  if (actor.kind === 'system') return
  const step = stepsOf(row.steps)[row.passed]
  const deciders = step ? await decidersOf(tx, actor, step, { ...row, approvedBy: earlier }) : []
  if (!deciders.some(decider => decider.id === actor.id)) throw refuse.notYours()
}

interface Word {
  id?: string
  verdict: 'approved' | 'rejected' | 'withdrawn' | 'comment'
  step: number | null
  note: string
}

async function writeDecision(tx: Tx, actor: Actor, requestId: string, { id = newId(), ...word }: Word): Promise<void> {
  const written = await approvals(tx)
    .insertInto('approvals.decision')
    .values({
      ...{ tenantId: tenantOf(actor), id, requestId, ...word, byId: actor.id, byName: actor.name, at: now() },
    })
    .onConflict(conflict => conflict.columns(['tenantId', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!written) throw platformRefuse.alreadyThere()
}

type Move =
  | { passed: number; next: ReturnType<typeof stepsOf>[number] }
  | { passed: number; state: 'approved' | 'rejected' | 'withdrawn' }

async function moveOn(tx: Tx, actor: Actor, row: Row, move: Move): Promise<void> {
  // Whoever was told of the step that is over need not look any more.
  await closeNotices(tx, actor, { kinds: ['approval-waiting'], about: { kind: 'approval', id: row.id } })
  const state = 'state' in move ? move.state : 'waiting'
  const next = 'next' in move ? move.next : null
  await approvals(tx)
    .updateTable('approvals.request')
    .set({
      ...{ passed: move.passed, state, closedAt: state === 'waiting' ? null : now(), version: row.version + 1 },
      ...{ nextPermission: next?.permission ?? null, nextRoleId: next?.roleId ?? null },
    })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', row.id)
    .execute()
  const { communityId, premisesId } = row
  await publish(tx, requestChanged, {
    ...{ communityId, premisesId: premisesId ?? undefined, requestId: row.id, state },
  })
}

function wordsOf(row: Row): ApprovalWords | null {
  return row.words as ApprovalWords | null
}

function told(row: Row): ApprovedRequest {
  const { id, subjectId, communityId, premisesId, amountFen, reason, askedBy } = row
  return {
    id,
    kind: row.kind as ApprovedRequest['kind'],
    subjectId,
    communityId,
    premisesId,
    amountFen,
    reason,
    askedBy,
  }
}

async function tellAsker(
  tx: Tx,
  actor: Actor,
  row: Row,
  kind: 'approval-approved' | 'approval-rejected',
  note: string,
): Promise<void> {
  if (row.askedBy === null) return
  await notify(tx, actor, {
    kind,
    params: {
      ...titleParams(row.title, wordsOf(row)),
      ...{ amount: formatYuan(row.amountFen), decider: actor.name, note: note.slice(0, 200) },
    },
    about: { kind: 'approval', id: row.id },
    to: { staffIds: [row.askedBy] },
  })
}
