import { STAFF_PERMISSIONS } from '@anju/contract'
import { ORDER } from '../../src/modules.ts'
import { migrationNames } from '../../src/platform/migrate.ts'
import { textOf } from './source-files.ts'

/** Schemas in their order: the platform lies under every module. */
export const SCHEMAS = ['platform', ...ORDER.map(name => name.replace('-', '_'))]

/** What makes, changes, opens or fills a thing: its target must belong to the migration's own module. */
const CHANGES = [
  /\b(?:create|alter|drop)\s+(?:or\s+replace\s+)?(?:unlogged\s+)?(?:table|view|materialized\s+view|function|procedure|type|sequence)\s+(?:if\s+(?:not\s+)?exists\s+)?(\w+)\.\w+/gi,
  /\bcreate\s+(?:unique\s+)?index\s+(?:concurrently\s+)?(?:\w+\s+)?on\s+(?:only\s+)?(\w+)\.\w+/gi,
  /\b(?:create|alter|drop)\s+policy\s+\w+\s+on\s+(\w+)\.\w+/gi,
  /\bcreate\s+(?:constraint\s+)?trigger\s+[\s\S]*?\bon\s+(\w+)\.\w+/gi,
  /\b(?:grant|revoke)\s[^;]*?\bon\s+(?:(?:table|function|schema|procedure)\s+)?(\w+)\b/gi,
  /\bcall\s+(?:platform\.protect|registry\.wall_\w+)\(\s*'(\w+)\.\w+/gi,
  /\b(?:insert\s+into|update|delete\s+from|truncate|copy)\s+(\w+)\.\w+/gi,
  /\bcreate\s+schema\s+(?:if\s+not\s+exists\s+)?(\w+)/gi,
]

const PERMISSION_NAMES = new RegExp(STAFF_PERMISSIONS.map(name => `'${name.replaceAll('.', '\\.')}'`).join('|'), 'g')

/** What is wrong with a migration: its name, what it changes of others, and what it looks at to its right. */
export function migrationFaults(name: string, text = textOf(`server/migrations/${name}`)): string[] {
  const own = SCHEMAS.find(schema => new RegExp(`^\\d{4}_${schema}_[a-z0-9_]+\\.sql$`).test(name))
  if (!own) return [`${name}: the name is number, module, words: 0042_billing_penalty.sql`]
  // The name of a permission is a word, and looks at nothing.
  const bare = text.replace(/--.*$/gm, '').replace(PERMISSION_NAMES, '')
  const changed = CHANGES.flatMap(pattern => [...bare.matchAll(pattern)].map(found => found[1] ?? ''))
  const foreign = new Set(changed.filter(schema => SCHEMAS.includes(schema) && schema !== own))
  const right = SCHEMAS.slice(SCHEMAS.indexOf(own) + 1).filter(schema =>
    new RegExp(`\\b${schema}\\.[a-z_]+`).test(bare),
  )
  return [
    ...[...foreign].map(schema => `${name} changes ${schema}: that belongs into a migration of its own`),
    ...right.map(schema => `${name} names ${schema}, which lies to the right of ${own}`),
  ]
}

/** The numbers of the migrations must be 0001, 0002 … without gap or twin, so that there is one timeline. */
export function timelineFaults(names = migrationNames()): string[] {
  return names
    .filter((name, index) => Number(name.slice(0, 4)) !== index + 1)
    .map(name => `${name} is not number ${names.indexOf(name) + 1} of the timeline`)
}
