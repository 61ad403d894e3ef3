/** The loss between a meter and those directly below it. Exact decimals; pure. */
import { dec, decimalText, roundedText } from '../../platform/decimals.ts'

export interface Counted {
  /** what the parent counted, in units; null: it was not read */
  used: string | null
  /** what those directly below it counted together */
  below: string
  /** how many of those, in use, were not read */
  unread: number
}

export interface Loss {
  /** used − below; null while the parent is not read */
  loss: string | null
  /** of what the parent counted, two decimals; null where it counted nothing */
  percent: string | null
  /** everything was read, and more than `thresholdPercent` is lost or more was counted below than came in */
  alarm: boolean
}

/** What was lost, and whether somebody should look. A loss that is not whole (somebody was not read) is no alarm. */
export function lossOf({ used, below, unread }: Counted, thresholdPercent: number): Loss {
  if (used === null) return { loss: null, percent: null, alarm: false }
  const loss = dec(used).minus(dec(below))
  const share = dec(used).isZero() ? null : loss.times(100).div(dec(used))
  const beyond = loss.lt(0) || (share?.gt(thresholdPercent) ?? false)
  return {
    loss: decimalText(loss),
    percent: share === null ? null : roundedText(share, 2).replace(/^-(0\.00)$/, '$1'),
    alarm: unread === 0 && beyond,
  }
}
