/** What browsers and the bundler say when the code of a page did not arrive: no network, or a release that is gone. */
const SAID = /dynamically imported module|preload CSS|module script failed|Importing a module/i

/** Whether a page broke because its code is missing, rather than by a fault in it. */
export function isCodeMissing(error: unknown): boolean {
  return error instanceof Error && SAID.test(error.message)
}
