import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

/**
 * What a browser must load before each page works: the entry, the shell and the page with all they import statically, gzipped.
 * Fails above the budget of stack.md. Usage: node testing/route-bytes.ts [dist folder]
 */
const BUDGET_KB = 360

interface Chunk {
  file: string
  imports?: string[]
  isEntry?: boolean
}

const dist = process.argv[2] ?? 'dist'
const manifest = JSON.parse(readFileSync(`${dist}/.vite/manifest.json`, 'utf8')) as Record<string, Chunk>
const sizes = new Map<string, number>()

function bytesOf(file: string): number {
  const known = sizes.get(file)
  if (known !== undefined) return known
  const bytes = gzipSync(readFileSync(`${dist}/${file}`)).length
  sizes.set(file, bytes)
  return bytes
}

/** The chunk of this key and everything it imports statically. */
function closure(key: string, seen: Set<string>): Set<string> {
  const chunk = manifest[key]
  if (!chunk || seen.has(key)) return seen
  seen.add(key)
  for (const imported of chunk.imports ?? []) closure(imported, seen)
  return seen
}

const keys = Object.keys(manifest)
const entry = keys.filter(key => manifest[key]?.isEntry)
const shell = keys.filter(key => key.endsWith('shell/AppShell.tsx'))
const pages = keys.filter(key => key.endsWith('Page.tsx'))
let over = false
for (const page of pages) {
  const needed = new Set<string>()
  // Before one is in: without the shell.
  const outside = page.includes('sign-in/') || page.endsWith('identity/InvitationPage.tsx')
  for (const key of [...entry, ...(outside ? [] : shell), page]) closure(key, needed)
  const total = [...needed].reduce((sum, key) => sum + bytesOf(manifest[key]?.file ?? ''), 0) / 1000
  over ||= total > BUDGET_KB
  console.log(`${total.toFixed(1).padStart(7)} KB  ${page}`)
}
if (over) {
  console.error(`A page needs more than ${BUDGET_KB} KB of gzipped JavaScript before it works.`)
  process.exit(1)
}
