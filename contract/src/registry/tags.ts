import { z } from 'zod'
import { route } from '../route.ts'
import { Id, Version } from '../values.ts'

export const TagColour = z.enum(['grey', 'blue', 'green', 'orange', 'red', 'purple'])
export const TagName = z.string().trim().min(1).max(20)

export const Tag = z.object({ id: Id, name: z.string(), colour: TagColour })

export const TagRow = Tag.extend({ version: Version, peopleCount: z.int() })

export const listTags = route({
  method: 'GET',
  path: '/registry/tags',
  summary: "The company's tags of people, and how many people carry each.",
  permission: 'registry.people.read',
  response: z.object({ items: z.array(TagRow) }),
})

export const exportTags = route({
  method: 'GET',
  path: '/registry/tags/export',
  summary: 'The tags of people, as a workbook or csv.',
  permission: 'registry.people.read',
  query: z.object({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const createTag = route({
  method: 'POST',
  path: '/registry/tags',
  summary: 'Make a tag.',
  permission: 'registry.fields.manage',
  body: z.object({ id: Id, name: TagName, colour: TagColour }),
  response: TagRow,
  errors: ['registry.tag_name_taken'],
})

export const editTag = route({
  method: 'PUT',
  path: '/registry/tags/:tagId',
  summary: 'Rename or recolour a tag.',
  permission: 'registry.fields.manage',
  params: z.object({ tagId: Id }),
  body: z.object({ name: TagName, colour: TagColour, version: Version }),
  response: TagRow,
  errors: ['registry.tag_name_taken', 'platform.changed_meanwhile', 'platform.not_found'],
})

export const removeTag = route({
  method: 'POST',
  path: '/registry/tags/:tagId/remove',
  summary: 'Take a tag away, from everybody who carries it.',
  permission: 'registry.fields.manage',
  params: z.object({ tagId: Id }),
  body: z.object({ version: Version }),
  response: 'none',
  errors: ['platform.changed_meanwhile', 'platform.not_found'],
})

export const tagPeople = route({
  method: 'POST',
  path: '/registry/people/tag',
  summary: 'Give many people a tag, or take it from them.',
  permission: 'registry.people.edit',
  body: z.object({ personIds: z.array(Id).min(1).max(500), tagId: Id, wears: z.boolean() }),
  response: z.object({ changed: z.int() }),
  errors: ['platform.not_found'],
})
