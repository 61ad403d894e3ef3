/** The one thing of Node that the test of the tokens needs; the kit itself runs in browsers only. */
declare module 'node:fs' {
  export function readFileSync(path: URL, encoding: 'utf8'): string
}
