/**
 * A Vite plugin for the phone apps. The contract's schemas are types to the compiler and law to the server; a browser that
 * only calls routes needs method and path. The plugin leaves out of each `route({…})` what is not needed to call it, and
 * marks what the contract's modules make as pure, so that the bundler drops the rest: about 30 KB gzipped on every page.
 * A schema that an app does use stays, whole.
 */

/** What calling a route never reads. A `response` goes too, unless it is one of the words `file`, `stream`, `none`. */
const NOT_FOR_CALLING = new Set([
  'summary',
  'params',
  'query',
  'body',
  'errors',
  'auditBody',
  'idempotent',
  'transaction',
])

/** The part of an ESTree node that is looked at here. */
export interface SyntaxNode {
  type: string
  start: number
  end: number
  [part: string]: unknown
}

function nodesIn(value: unknown): SyntaxNode[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn)
  return value !== null && typeof value === 'object' && 'type' in value ? [value as SyntaxNode] : []
}

/** The values that a module's `const`s begin with, exported or not. */
function topLevelValues(program: SyntaxNode): SyntaxNode[] {
  return nodesIn(program.body)
    .flatMap(node => (node.type === 'ExportNamedDeclaration' ? nodesIn([node.declaration]) : [node]))
    .filter(node => node.type === 'VariableDeclaration')
    .flatMap(node => nodesIn(node.declarations).flatMap(declaration => nodesIn([declaration.init])))
}

function isUnneeded(property: SyntaxNode): boolean {
  const [key] = nodesIn([property.key])
  const [value] = nodesIn([property.value])
  const name = String(key?.name ?? key?.value)
  return NOT_FOR_CALLING.has(name) || (name === 'response' && value?.type !== 'Literal')
}

/** `route({…})` with the properties that calling it needs; null for any other value. */
function lightenRoute(code: string, value: SyntaxNode): string | null {
  const [callee] = nodesIn([value.callee])
  const [spec] = nodesIn(value.arguments)
  if (value.type !== 'CallExpression' || callee?.name !== 'route' || !spec) return null
  const kept = nodesIn(spec.properties).filter(each => each.type !== 'Property' || !isUnneeded(each))
  return `route({ ${kept.map(each => code.slice(each.start, each.end)).join(', ')} })`
}

/** The code of a module of the contract without what only a server needs. `program` is its syntax tree. */
export function lightenModule(code: string, program: SyntaxNode): string {
  let light = ''
  let done = 0
  for (const value of topLevelValues(program)) {
    const needed = lightenRoute(code, value) ?? code.slice(value.start, value.end)
    light += `${code.slice(done, value.start)}/* @__PURE__ */ (() => (${needed}))()`
    done = value.end
  }
  return light + code.slice(done)
}

interface PluginContext {
  parse: (code: string) => unknown
}

/** The plugin, for `plugins: [react(), lightRoutes()]`. It works on builds only: development keeps the contract as it is. */
export function lightRoutes() {
  return {
    name: 'anju:light-routes',
    apply: 'build' as const,
    enforce: 'post' as const,
    transform: {
      filter: { id: /\/contract\/src\/(?:[\w-]+\/)*[\w-]+\.ts$/ },
      handler(this: PluginContext, code: string) {
        const light = lightenModule(code, this.parse(code) as SyntaxNode)
        return { code: light, map: null, moduleSideEffects: false }
      },
    },
  }
}
