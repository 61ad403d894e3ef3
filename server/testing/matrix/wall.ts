import { type Route, writes } from '@anju/contract'
import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import type { Account } from './accounts.ts'
import { ask, type Request } from './ask.ts'
import { changeIds, fingerprint, hideIds, idsIn, idsOfRequest } from './ids.ts'
import type { Ground } from './world.ts'

/** The refusals with which a route may say "there is no such thing" of an id in its body. */
const NOT_THERE = [
  'platform.not_found',
  'platform.file_address_expired',
  'identity.role_not_found',
  'identity.beyond_own_authority',
  'service-desk.not_a_repairer',
]

/** The refusal code of an answer; empty when it is none. */
export function codeOf(response: LightMyRequestResponse): string {
  return response.headers['content-type']?.toString().startsWith('application/problem+json') ? response.json().code : ''
}

export interface Wall {
  ground: Ground
  /** The company whose rows must stay as they are. */
  tenantId: string
  who: Account
  /** The ids on the other side. */
  hidden: Set<string>
}

/**
 * Asks about things behind a wall, and again about things that do not exist at all: the answers are the same, hold nothing of
 * the other side, and change nothing there.
 */
export async function expectWall(
  { ground, tenantId, who, hidden }: Wall,
  route: Route,
  request: Request,
): Promise<void> {
  const named = idsOfRequest(request).filter(id => hidden.has(id))
  const before = named.length > 0 ? await fingerprint(ground.owner, tenantId) : ''
  const response = await ask(ground.app, route, request, who)
  expect(response.statusCode, response.body).not.toBe(500)
  const told = idsIn(response.body).filter(id => hidden.has(id))
  expect(told, `${response.statusCode} ${response.body.slice(0, 300)}`).toEqual([])
  if (named.length === 0) return
  expect(await fingerprint(ground.owner, tenantId)).toBe(before)
  if (response.statusCode >= 300) expect(NOT_THERE).toContain(codeOf(response))
  else expect(!writes(route), response.body).toBe(true)
  const nowhere = new Map(named.map(id => [id, newId()]))
  const vain = await ask(
    ground.app,
    route,
    changeIds(request, id => nowhere.get(id) ?? id),
    who,
  )
  expect([response.statusCode, hideIds(response.body)]).toEqual([vain.statusCode, hideIds(vain.body)])
}

/** The own request with one id at a time taken from the other side. */
export function mixed(own: Request, foreign: Request, hidden: Set<string>, unchecked?: string): Request[] {
  const [mine, theirs] = [idsOfRequest(own), idsOfRequest(foreign)]
  expect(theirs).toHaveLength(mine.length)
  return theirs.flatMap((id, place) => {
    if (!hidden.has(id) || mine[place] === id || id === unchecked) return []
    let index = -1
    return [changeIds(own, kept => (++index === place ? id : kept))]
  })
}
