/** 日结: what a till should hold, and what is missing of it (E71). */
import type { Fen } from '../../platform/money.ts'

export type TillDay = { floatFen: Fen; takenFen: Fen; refundedFen: Fen; bankedFen: Fen; countedFen: Fen }

/** 期初备用金 + 现金收 − 现金退 − 缴存 = 应有; 实点 − 应有 = 长短款, negative when short. */
export function tillOf(day: TillDay): { dueFen: Fen; differenceFen: Fen } {
  const dueFen = day.floatFen + day.takenFen - day.refundedFen - day.bankedFen
  return { dueFen, differenceFen: day.countedFen - dueFen }
}
