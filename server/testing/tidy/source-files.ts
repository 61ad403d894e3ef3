import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { parseAst } from 'vitest/node'
import { ROOT } from '../../src/platform/config.ts'

/** What is made or fetched, not written: the same list as .gitignore. */
const NOT_OURS = new Set([
  'node_modules',
  'dist',
  'data',
  '.cache',
  '.git',
  'test-results',
  'playwright-report',
  'coverage',
])

/** Every file of the repository, as paths from its root with forward slashes, sorted. */
export function repositoryFiles(folder = ROOT): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => !NOT_OURS.has(entry.name) && !/\.(log|tsbuildinfo)$/.test(entry.name))
    .flatMap(entry => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? repositoryFiles(path) : [relative(ROOT, path).replaceAll('\\', '/')]
    })
    .sort()
}

/** The text of a file by its path from the root. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

const BINARY = /\.(png|jpg|jpeg|webp|ico|woff2?|ttf|otf|pdf|xlsx|zip|gz)$/

/** Files that people read as text. */
export function textFiles(paths: string[]): string[] {
  return paths.filter(path => !BINARY.test(path))
}

/** TypeScript that people write: nothing generated, no declaration of a foreign package. */
export function sourceFiles(paths: string[]): string[] {
  return paths.filter(path => /\.tsx?$/.test(path) && !/\.generated\.ts$|\.d\.ts$/.test(path))
}

export function isTest(path: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(path) || /^(e2e|server\/testing)\//.test(path)
}

export interface Node {
  type: string
  start: number
  end: number
  [key: string]: unknown
}

const trees = new Map<string, Node>()

/** The syntax tree of TypeScript text (ESTree with TypeScript nodes); each text is read once, whatever rules ask of it. */
function syntaxOf(path: string, text: string): Node {
  const known = trees.get(text)
  if (known) return known
  const parsed = parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }, basename(path)) as unknown as Node
  trees.set(text, parsed)
  return parsed
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

/** Visits every node with its ancestors, outermost first. */
function walk(node: Node, visit: (node: Node, ancestors: Node[]) => void, ancestors: Node[] = []): void {
  visit(node, ancestors)
  const inner = [...ancestors, node]
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit, inner)
  }
}

/** The line number (from 1) of a place in a text. */
function lineAt(text: string, offset: number): number {
  let line = 1
  for (let place = text.indexOf('\n'); place !== -1 && place < offset; place = text.indexOf('\n', place + 1)) line++
  return line
}

/** A rule about code: which files it is for, and what it says of a node that breaks it (how to mend it), else null. */
export interface CodeRule {
  name: string
  appliesTo(path: string): boolean
  judge(node: Node, ancestors: Node[], file: { path: string; text: string }): string | null
}

/** `path:line words` for each place of a file that breaks a rule. */
export function breaches(rule: CodeRule, path: string, text = textOf(path)): string[] {
  if (!rule.appliesTo(path)) return []
  const found: string[] = []
  walk(syntaxOf(path, text), (node, ancestors) => {
    const words = rule.judge(node, ancestors, { path, text })
    if (words) found.push(`${path}:${lineAt(text, node.start)} ${words}`)
  })
  return found
}

/** A dotted name as it is written, `Date.now`; of a call, what is called; empty for anything else. */
export function nameOf(node: unknown): string {
  const { type, name, property, object, callee } = (node ?? {}) as Partial<Record<string, unknown>>
  if (type === 'Identifier') return String(name)
  if (type === 'CallExpression') return nameOf(callee)
  return type === 'MemberExpression' ? `${nameOf(object)}.${nameOf(property)}` : ''
}
