import type { approvals as contract } from '@anju/contract'
import type { z } from 'zod'
import { notify } from '../../messaging/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { formatYuan } from '../../platform/money.ts'
import { stepsFor, storedSteps } from '../chains/chain.ts'
import { chainOf } from '../chains/chain-view.ts'
import { refuse } from '../errors.ts'
import { requestChanged } from '../events.ts'
import { approvals } from '../tables.ts'
import { decidersOf } from './deciders-view.ts'
import { type ApprovalWords, chineseOf, titleParams } from './words.ts'

export interface FactInput {
  name: z.output<typeof contract.ApprovalFact>['name']
  /** What any language reads as it is (a number, a day, a name), or a code. */
  text: string | ApprovalWords
  fen: bigint | null
}

export interface ApprovalInput {
  kind: contract.ApprovalKindName
  /** What the owning module keeps of it; asked for once. */
  subjectId: string
  communityId: string
  premisesId: string | null
  /** Not below nothing; decides how many steps are needed. */
  amountFen: bigint
  /** What it is about, in a few words, without names of people. */
  title: ApprovalWords
  facts: FactInput[]
  reason: string
  /** Checked by the owning module (requireOwnFiles). */
  photoIds?: string[]
}

/**
 * Asks for something that others approve. Who may decide the first step is told. Answers the request's id.
 * Errors: platform.already_there (the subject was asked for before); approvals.nobody_decides when nobody but the actor holds what a step needs.
 */
export async function requestApproval(tx: Tx, actor: Actor, input: ApprovalInput): Promise<string> {
  const id = newId()
  const chain = await chainOf(tx, actor, input.kind)
  const steps = stepsFor(chain.steps, input.amountFen)
  const { communityId, premisesId } = input
  const ground = { communityId, premisesId, askedBy: actor.id, approvedBy: [] }
  for (const [index, step] of steps.entries()) {
    if ((await decidersOf(tx, actor, step, ground)).length === 0) throw refuse.nobodyDecides({ step: index + 1 })
  }
  const { facts, photoIds = [], title: words, ...asked } = input
  const told = { ...asked, title: chineseOf(words) }
  const made = await approvals(tx)
    .insertInto('approvals.request')
    .values({
      ...{ tenantId: tenantOf(actor), id, ...told, photoIds, steps: storedSteps(steps) },
      ...{ words: JSON.stringify(words), facts: JSON.stringify(facts.map(storedFact)) },
      ...{ nextPermission: steps[0]?.permission ?? null, nextRoleId: steps[0]?.roleId ?? null },
      ...{ askedBy: actor.id, askedByName: actor.name, askedAt: now() },
    })
    .onConflict(conflict => conflict.columns(['tenantId', 'kind', 'subjectId']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) throw platformRefuse.alreadyThere()
  await publish(tx, requestChanged, {
    ...{ communityId, premisesId: premisesId ?? undefined, requestId: id, state: 'waiting' },
  })
  await tellDeciders(tx, actor, { id, ...told, words, askedByName: actor.name, ...ground }, steps[0])
  return id
}

function storedFact({ name, text, fen }: FactInput) {
  const words = typeof text === 'string' ? {} : { words: text }
  return {
    name,
    text: typeof text === 'string' ? text : chineseOf(text),
    ...words,
    fen: fen === null ? null : String(fen),
  }
}

interface Asked {
  id: string
  kind: string
  communityId: string
  premisesId: string | null
  amountFen: bigint
  title: string
  words: ApprovalWords | null
  askedBy: string | null
  askedByName: string
  approvedBy: readonly (string | null)[]
}

/** Tells who may decide the step that waits now. */
export async function tellDeciders(
  tx: Tx,
  actor: Actor,
  request: Asked,
  step: Parameters<typeof decidersOf>[2] | undefined,
): Promise<void> {
  if (!step) return
  const deciders = await decidersOf(tx, actor, step, request)
  if (deciders.length === 0) return
  await notify(tx, actor, {
    kind: 'approval-waiting',
    params: {
      ...titleParams(request.title, request.words),
      ...{ amount: formatYuan(request.amountFen), asker: request.askedByName },
    },
    about: { kind: 'approval', id: request.id },
    to: { staffIds: deciders.slice(0, 200).map(decider => decider.id) },
  })
}
