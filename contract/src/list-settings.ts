import { z } from 'zod'
import { route } from './route.ts'
import { Id, Line } from './values.ts'

const Key = z.string().min(1).max(60)

/** Filters and order of a list under a name, as they stand in the address. */
export const ListView = z.object({
  id: Id,
  name: Line,
  query: z.record(Key, z.string().max(200)).describe('Filters by their names, and `sort`'),
})

const settings = {
  hidden: z.array(Key).max(100).describe('Keys of columns that are not shown'),
  order: z
    .array(Key)
    .max(100)
    .describe('Keys of columns in the order wanted; those not named follow as the list has them'),
  views: z.array(ListView).max(30),
}

/** How somebody has set a list up for themselves. */
export const ListSetting = z.object({
  list: z.string().describe('Path of the route that answers the list'),
  ...settings,
  version: z.int().min(1),
})

export const readListSettings = route({
  method: 'GET',
  path: '/list-settings',
  summary: 'How I have set my lists up: columns and saved views of each.',
  permission: 'signed-in',
  response: z.object({ items: z.array(ListSetting) }),
})

export const saveListSetting = route({
  method: 'PUT',
  path: '/list-settings',
  summary: 'Set one of my lists up; it follows me to every screen.',
  permission: 'signed-in',
  body: z.object({
    list: z.string().max(200).describe('Path of the route that answers the list, such as /billing/bills'),
    ...settings,
    version: z.int().min(0).describe('0 while the list was never set up'),
  }),
  response: ListSetting,
  errors: ['platform.not_found', 'platform.changed_meanwhile'],
  auditBody: false,
})
