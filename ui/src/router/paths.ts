/** What the address of a page names: `'/bills/$billId'` has billId. */
export type ParamsOf<Path extends string> = Path extends `${string}$${infer Name}/${infer Rest}`
  ? { [Key in Name | keyof ParamsOf<Rest>]: string }
  : Path extends `${string}$${infer Name}`
    ? { [Key in Name]: string }
    : Record<never, string>

/** Which page a path leads to, with what its names stand for. A page without names goes before one with; null: none. */
export function matchPath<Path extends string>(
  pages: readonly Path[],
  path: string,
): { page: Path; params: Record<string, string> } | null {
  const plain = pages.find(page => page === path)
  if (plain !== undefined) return { page: plain, params: {} }
  const parts = path.split('/')
  for (const page of pages) {
    const params = paramsIn(page.split('/'), parts)
    if (params) return { page, params }
  }
  return null
}

function paramsIn(names: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (names.length !== parts.length) return null
  const params: Record<string, string> = {}
  for (const [index, name] of names.entries()) {
    const part = decoded(parts[index] ?? '')
    if (name.startsWith('$') && part) params[name.slice(1)] = part
    else if (name !== part) return null
  }
  return params
}

/** Null where somebody typed what is no address. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}

/** The path of a page with its names filled in. */
export function fillPath(page: string, params: Readonly<Record<string, string>> = {}): string {
  return page.replace(/\$(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
}

/** `?show=settled` of a page's state; what is undefined is left out. */
export function writeSearch(search: Readonly<Record<string, string | undefined>> = {}): string {
  const pairs = Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : ''
}

/** The state of a page out of its address, as text; of a name given twice the last. */
export function readSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search))
}
