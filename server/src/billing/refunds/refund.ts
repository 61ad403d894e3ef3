/** 退款: never more of a line than was paid and not given back (E60, E61). */
import type { Fen } from '../../platform/money.ts'

export type PaidLine = { id: string; paidFen: Fen; refundedFen: Fen }

/** What may still be given back of all lines together. */
export function refundableFen(lines: readonly PaidLine[]): Fen {
  return lines.reduce((sum, line) => sum + line.paidFen - line.refundedFen, 0n)
}

/** A refund by lines; the first line that would be given back too much, with the most it may be. */
export function checkRefund(
  lines: readonly PaidLine[],
  refund: readonly { lineId: string; fen: Fen }[],
): { ok: true } | { ok: false; lineId: string; mostFen: Fen } {
  const asked = new Map<string, Fen>()
  for (const { lineId, fen } of refund) asked.set(lineId, (asked.get(lineId) ?? 0n) + fen)
  for (const [lineId, fen] of asked) {
    const line = lines.find(known => known.id === lineId)
    const mostFen = line ? line.paidFen - line.refundedFen : 0n
    if (fen <= 0n || fen > mostFen) return { ok: false, lineId, mostFen }
  }
  return { ok: true }
}
