/**
 * Stands in for zod in the bundles of the phone apps (an alias in their vite.config.ts). The contract's schemas describe
 * types to the compiler and are enforced by the server; in a phone they would be 45 KB that never run. What is left of a
 * schema here answers `.options` of an enum and refuses to parse.
 */

const PARSING = new Set(['parse', 'safeParse', 'parseAsync', 'safeParseAsync', 'decode', 'encode'])

function refuse(): never {
  throw new Error('Schemas are not part of this bundle: the server validates, and the compiler knows the types.')
}

function inertSchema(options?: readonly string[]): unknown {
  return new Proxy(() => undefined, {
    get: (_, name) => {
      if (name === 'options') return options
      return PARSING.has(String(name)) ? refuse : inert
    },
    apply: () => inert,
  })
}

/** Whatever is read from it or called on it is itself again, so `z.string().max(5).optional()` costs nothing. */
const inert: unknown = inertSchema()

export const z: unknown = new Proxy(
  {},
  { get: (_, name) => (name === 'enum' ? (options: readonly string[]) => inertSchema(options) : inert) },
)
