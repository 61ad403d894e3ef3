/** The page to return to after signing in: a path of this console. Anything else (another site, `//host`) would be an open redirect. */
export function safeReturn(next: string | undefined): string {
  const inside = next !== undefined && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in')
  return inside ? next : '/'
}
