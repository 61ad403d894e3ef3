import { z } from 'zod'
import { refusals } from '../platform/errors.ts'

export const refuse = refusals('approvals', {
  /** Decided or taken back meanwhile. */
  closed: { status: 409, params: z.object({ state: z.string() }) },
  /** The step that waits is decided by somebody else. */
  notYours: { status: 403 },
  /** Nobody approves two steps of one request. */
  decidedBefore: { status: 403 },
  /** Nobody but who asks holds what a step needs: the chain, or the roles, have to change first. */
  nobodyDecides: { status: 409, params: z.object({ step: z.int() }) },
  /** first-from-nothing · amounts-fall · who-missing · role-unknown, at a step */
  chainWrong: { status: 422, params: z.object({ problem: z.string(), step: z.int() }) },
})
