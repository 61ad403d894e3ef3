/** What becomes of money that a channel tells otherwise than we (差异处理). Pure. */

/** Payments are positive, refunds negative; what one side does not know is nothing. */
export interface DifferenceFen {
  channelFen: bigint
  /** Of a refund what is given back, negative. */
  feeFen: bigint
  oursFen: bigint
}

export interface DifferencePosting {
  accountCode: '1002' | '6603' | '1012' | '6301' | '6711'
  amountFen: bigint
}

/** To the bank, and what is over (positive) or short. */
export function sidesOf({ channelFen, feeFen, oursFen }: DifferenceFen): { bankFen: bigint; overFen: bigint } {
  return { bankFen: channelFen - feeFen, overFen: channelFen - oursFen }
}

/** The channel's money comes to the bank less its fee, ours leaves 1012; what is over is income (6301), what is short a loss (6711), as at a till. */
export function postingsOf(difference: DifferenceFen): DifferencePosting[] {
  const { bankFen, overFen } = sidesOf(difference)
  const postings: DifferencePosting[] = [
    { accountCode: '1002', amountFen: bankFen },
    { accountCode: '6603', amountFen: difference.feeFen },
    { accountCode: '1012', amountFen: -difference.oursFen },
    { accountCode: overFen > 0n ? '6301' : '6711', amountFen: -overFen },
  ]
  return postings.filter(posting => posting.amountFen !== 0n)
}
