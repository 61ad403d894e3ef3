import type { Config, Secrets } from '../platform/config.ts'

/** What a command stands on: the configuration, the secrets and the owner's address of the database. */
export interface Ground {
  config: Config
  secrets: Secrets
  adminUrl: string
  /** Stops the embedded server, if it is ours; what has not ended by itself after `patienceMs` (a minute) is ended. */
  release(patienceMs?: number): Promise<void>
}

/** The value after `--name`, or null. Errors: one sentence when it is missing. */
export function option(args: string[], name: string): string | null {
  const at = args.indexOf(`--${name}`)
  if (at < 0) return null
  const value = args[at + 1]
  if (!value || value.startsWith('--')) throw new Error(`--${name} needs a value.`)
  return value
}

/** The value after `--name`. Errors: the command's usage when it is not there. */
export function needed(args: string[], name: string, usage: string): string {
  const value = option(args, name)
  if (value === null) throw new Error(`Usage: ${usage}`)
  return value
}
