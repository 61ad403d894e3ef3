import { pino } from 'pino'

/** Structured logs on standard output; secrets and personal data are never logged. */
export const log = pino({
  level: process.env.ANJU_LOG ?? 'info',
  base: undefined,
  redact: ['req.headers.cookie', 'req.headers.authorization', 'password', '*.password'],
  timestamp: pino.stdTimeFunctions.isoTime,
})
