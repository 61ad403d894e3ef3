import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Id, Instant, Line, PageQuery, pageOf } from '../values.ts'
import { Clash } from './rota.ts'

/** asked 待同事确认 → accepted 待批准 → approved 已批准; declined 同事拒绝 · refused 未批准 · withdrawn 已撤回 */
export const SwapState = z.enum(['asked', 'accepted', 'approved', 'declined', 'refused', 'withdrawn'])

export const Swap = z.object({
  id: Id,
  state: SwapState,
  askerId: Id,
  askerName: z.string(),
  askerDay: CivilDate,
  askerShift: z.string(),
  partnerId: Id,
  partnerName: z.string(),
  partnerDay: CivilDate.nullable().describe('null: the colleague takes the duty over and gives none'),
  partnerShift: z.string().nullable(),
  teamName: z.string(),
  reason: z.string(),
  askedAt: Instant,
  decidedAt: Instant.nullable(),
  decidedBy: z.string().nullable(),
  note: z.string().nullable(),
})

const swapParams = z.object({ swapId: Id })
const stateErrors = ['platform.not_found', 'workforce.wrong_state'] as const

const SwapFilters = z.object({ communityId: Id.optional(), teamId: Id.optional(), state: SwapState.optional() })

export const listSwaps = route({
  method: 'GET',
  path: '/workforce/swaps',
  summary: 'Swaps asked for, those waiting first.',
  permission: 'workforce.rota.read',
  query: PageQuery.extend(SwapFilters.shape),
  response: pageOf(Swap),
})

export const exportSwaps = route({
  method: 'GET',
  path: '/workforce/swaps/export',
  summary: 'The swaps with the same filters, as a workbook or csv.',
  permission: 'workforce.rota.read',
  query: SwapFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const decideSwap = route({
  method: 'POST',
  path: '/workforce/swaps/:swapId/decide',
  summary: 'Approve a swap both agree on, which changes the rota, or refuse it; neither of the two decides.',
  permission: 'workforce.rota.manage',
  params: swapParams,
  body: z.object({
    approve: z.boolean(),
    note: z.string().trim().max(200).default(''),
    acceptWarnings: z.boolean().default(false),
  }),
  response: z.object({ saved: z.boolean(), clashes: z.array(Clash), swap: Swap }),
  errors: [...stateErrors, 'platform.own_request', 'workforce.duty_gone', 'workforce.month_locked'],
})

export const listMySwaps = route({
  method: 'GET',
  path: '/workforce/my-swaps',
  summary: 'Swaps that I asked for, and that I am asked for.',
  permission: 'workforce.self',
  response: z.object({ items: z.array(Swap) }),
})

export const listSwapPartners = route({
  method: 'GET',
  path: '/workforce/my-swaps/partners',
  summary: 'Colleagues of my team and post with their published duties around a day of mine.',
  permission: 'workforce.self',
  query: z.object({ dutyId: Id }),
  response: z.object({
    items: z.array(
      z.object({
        employeeId: Id,
        name: z.string(),
        busy: z.boolean().describe('Has a duty on that day'),
        duties: z.array(
          z.object({ id: Id, day: CivilDate, shiftName: z.string(), startsAt: Instant, endsAt: Instant }),
        ),
      }),
    ),
  }),
  errors: ['platform.not_found'],
})

export const askSwap = route({
  method: 'POST',
  path: '/workforce/my-swaps',
  summary: 'Ask a colleague to swap duties, or to take one over.',
  permission: 'workforce.self',
  body: z.object({ id: Id, dutyId: Id, partnerId: Id, partnerDutyId: Id.nullable(), reason: Line }),
  response: Swap,
  errors: [
    'platform.not_found',
    'platform.already_there',
    'workforce.duty_past',
    'workforce.swap_with_self',
    'workforce.duty_in_swap',
  ],
})

export const answerSwap = route({
  method: 'POST',
  path: '/workforce/my-swaps/:swapId/answer',
  summary: 'Agree to a swap that I am asked for, or decline it.',
  permission: 'workforce.self',
  params: swapParams,
  body: z.object({ accept: z.boolean() }),
  response: Swap,
  errors: stateErrors,
})

export const withdrawSwap = route({
  method: 'POST',
  path: '/workforce/my-swaps/:swapId/withdraw',
  summary: 'Take back a swap that I asked for and that is not decided.',
  permission: 'workforce.self',
  params: swapParams,
  response: Swap,
  errors: stateErrors,
})
