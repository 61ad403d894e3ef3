import { z } from 'zod'
import { route } from '../route.ts'
import { Fen, Id } from '../values.ts'
import { ControlFigures, ControlPart } from './control.ts'

/** 逐户核对: what the file says of a home and its debtor, and what stands in the books. */
export const RoomCheck = z.object({
  premisesId: Id,
  premisesLabel: z.string(),
  debtor: z.string().describe('Of arrears and penalties: whose they are; else empty'),
  part: ControlPart,
  before: ControlFigures.describe('What the rows of the file come to'),
  after: ControlFigures.describe('What stands in the books for these rows'),
  differenceFen: Fen.describe('After − before'),
  picked: z
    .enum(['differs', 'top', 'random'])
    .describe('Why it is shown: all that differ, the largest homes, or by lot'),
})

export const listRoomChecks = route({
  method: 'GET',
  path: '/imports/:importId/room-checks',
  summary: 'Opening balances home by home, file against books: all that differ, the 20 largest, and 5 % by lot.',
  permission: 'imports.run',
  params: z.object({ importId: Id }),
  response: z.object({
    items: z.array(RoomCheck).describe('At most 1,000'),
    roomCount: z.int().describe('Homes that the import brought something for; all of them are compared'),
    pickedCount: z.int().describe('Homes that are shown'),
    debtorCount: z.int().describe('欠费户: debtors of each home'),
    differences: z.int().describe('Lines of all homes that differ; none when it was loaded right'),
  }),
  errors: ['platform.not_found', 'imports.not_committed'],
})

export const exportRoomChecks = route({
  method: 'GET',
  path: '/imports/:importId/room-checks/export',
  summary: 'Opening balances home by home, file against books, as a workbook or csv.',
  permission: 'imports.run',
  params: z.object({ importId: Id }),
  query: z.object({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.not_found', 'imports.not_committed', 'platform.export_too_large'],
})
