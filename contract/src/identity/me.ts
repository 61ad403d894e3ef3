import { z } from 'zod'
import { PERMISSIONS } from '../permissions.ts'
import { Id } from '../values.ts'

/** What staff have to do before anything else opens. */
export const Duty = z.enum(['change-password', 'enrol-totp'])

export const Me = z.object({
  kind: z.enum(['staff', 'resident']),
  accountId: Id,
  name: z.string(),
  company: z.object({ id: Id, name: z.string() }),
  permissions: z.array(z.enum(PERMISSIONS)),
  roles: z.array(z.string()).describe('Names of the roles held, for people to read'),
  communityIds: z.array(Id).nullable().describe('The data scope; null means every community'),
  buildingIds: z.array(Id).nullable().describe('Within the communities, the only buildings; null means all of them'),
  modules: z
    .array(z.object({ module: z.string(), communityId: Id.nullable(), open: z.boolean() }))
    .describe(
      'What was decided about modules; one that is not named is open. A community counts more than the company',
    ),
  duties: z.array(Duty).describe('What has to be done first; until then every other route answers platform.duty_first'),
})
