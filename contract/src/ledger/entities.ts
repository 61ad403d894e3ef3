import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Id, Line, Version } from '../values.ts'

const taxNumber = z
  .string()
  .trim()
  .regex(/^[0-9A-Z]{15,20}$/)
  .nullable()

export const LegalEntity = z.object({
  id: Id,
  version: Version,
  name: z.string(),
  taxNumber: z.string().nullable(),
  taxpayer: z.enum(['general', 'small']).describe('一般纳税人, 小规模纳税人'),
})

const facts = { name: Line, taxNumber, taxpayer: z.enum(['general', 'small']) }

export const listLegalEntities = route({
  method: 'GET',
  path: '/ledger/legal-entities',
  summary: 'The legal entities that bill and pay taxes, by name.',
  permission: 'billing.rules.read',
  response: z.object({ items: z.array(LegalEntity) }),
})

export const exportLegalEntities = route({
  method: 'GET',
  path: '/ledger/legal-entities/export',
  summary: 'The legal entities that bill and pay taxes, as a workbook or csv.',
  permission: 'billing.rules.read',
  query: z.object({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const createLegalEntity = route({
  method: 'POST',
  path: '/ledger/legal-entities',
  summary: 'Add a legal entity.',
  permission: 'billing.rules.manage',
  body: z.object({ id: Id, ...facts }),
  response: LegalEntity,
  errors: ['platform.beyond_scope', 'ledger.entity_name_taken'],
})

export const editLegalEntity = route({
  method: 'PUT',
  path: '/ledger/legal-entities/:entityId',
  summary: 'Change a legal entity, from the version that was read.',
  permission: 'billing.rules.manage',
  params: z.object({ entityId: Id }),
  body: z.object({ version: Version, ...facts }),
  response: LegalEntity,
  errors: ['platform.not_found', 'platform.beyond_scope', 'platform.changed_meanwhile', 'ledger.entity_name_taken'],
})

export const CommunityEntity = z.object({ legalEntityId: Id, legalEntityName: z.string(), fromOn: CivilDate })

const community = z.object({ communityId: Id })

export const listCommunityEntities = route({
  method: 'GET',
  path: '/ledger/communities/:communityId/entities',
  summary: 'Which legal entity bills for a community, from which day on; the latest first.',
  permission: 'billing.rules.read',
  params: community,
  response: z.object({ items: z.array(CommunityEntity) }),
  errors: ['platform.not_found'],
})

export const nameCommunityEntity = route({
  method: 'PUT',
  path: '/ledger/communities/:communityId/entities',
  summary: 'Say which legal entity bills for a community from a day on; bills that are issued keep theirs.',
  permission: 'billing.rules.manage',
  params: community,
  body: z.object({
    legalEntityId: Id,
    fromOn: CivilDate,
    was: Id.nullable()
      .default(null)
      .describe('Who was named for that very day when the form was opened; another by now is a conflict'),
  }),
  response: z.object({ items: z.array(CommunityEntity) }),
  errors: ['platform.not_found', 'platform.beyond_scope', 'platform.changed_meanwhile'],
})
