/** The tax inside the lines of a bill that inline data give (E72, E74). */
import type { Fen } from '../../platform/money.ts'
import { splitTax, taxLeft } from '../taxes/tax.ts'
import type { Preview } from './preview.ts'

type Tax = Pick<Preview['bills'][number]['lines'][number], 'tax'>

/** For each line of a bill, in order; the last that is not nothing takes what is left of the bill's tax. Nothing without a rate. */
export function inlineTaxes(lines: readonly { amountFen: Fen }[], ratePercent: string | null): Tax[] {
  if (ratePercent === null) return []
  const fens = lines.map(line => line.amountFen)
  const last = fens.findLastIndex(fen => fen !== 0n)
  const left = taxLeft(fens, ratePercent)
  return fens.map((fen, index) => {
    const { netFen, taxFen } = splitTax(fen, ratePercent)
    const more = index === last ? left : 0n
    return { tax: { ratePercent, netFen: netFen - more, taxFen: taxFen + more } }
  })
}
