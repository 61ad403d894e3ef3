/** The only place that asks the time. Tests move it; business asks for the civil date of Asia/Shanghai. */

let fixed: Date | null = null

/** The present instant. */
export function now(): Date {
  return fixed ? new Date(fixed) : new Date()
}

/** Today's civil date in Asia/Shanghai, `YYYY-MM-DD`. */
export function today(): string {
  return civilDateOf(now())
}

const SHANGHAI_OFFSET_MS = 8 * 3600 * 1000

/** The civil date of an instant in Asia/Shanghai (UTC+8, without summer time since 1991). */
export function civilDateOf(instant: Date): string {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10)
}

/** `2026-11-23 14:05` in Asia/Shanghai. */
export function civilTimeOf(instant: Date): string {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ')
}

/** For tests and scenarios: stops the clock at an instant; null lets it run again. */
export function setClock(instant: Date | null): void {
  fixed = instant
}
