import { z } from 'zod'
import { route } from './route.ts'
import { Instant } from './values.ts'

export const demoInbox = route({
  method: 'GET',
  path: '/messaging/demo-inbox',
  summary: 'Demo mode only: messages that would have gone to a phone by SMS, newest first.',
  permission: 'public',
  query: z.object({ phone: z.string().regex(/^1[3-9]\d{9}$/) }),
  response: z.object({ items: z.array(z.object({ at: Instant, text: z.string(), code: z.string().nullable() })) }),
  errors: ['messaging.demo_only'],
  transaction: 'manual',
})

export * from './messaging/notices.ts'
