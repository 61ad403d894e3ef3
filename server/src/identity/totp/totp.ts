import { Secret, TOTP } from 'otpauth'

const PERIOD_SECONDS = 30

/** A new secret of 160 bits, base32. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32
}

function totpOf(secret: string, label: string, issuer: string): TOTP {
  return new TOTP({ issuer, label, algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS, secret })
}

/** What an authenticator app scans. */
export function totpUri(secret: string, account: string, company: string): string {
  return totpOf(secret, account, company).toString()
}

/** The step whose code this is: the present one or a neighbour, as clocks of phones drift; null when it is none of them. */
export function stepOf(secret: string, code: string, at: Date): number | null {
  const timestamp = at.getTime()
  const delta = totpOf(secret, '', '').validate({ token: code, timestamp, window: 1 })
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta
}

/** The code of a moment, as the app shows it. */
export function codeAt(secret: string, at: Date): string {
  return totpOf(secret, '', '').generate({ timestamp: at.getTime() })
}
