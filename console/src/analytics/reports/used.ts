import { metering } from '@anju/contract'

/** What is metered. */
export const KINDS = ['water-cold', 'water-hot', 'water-reclaimed', 'electricity', 'gas', 'heat'] as const

/** The sign of the unit in which a kind is counted. */
export const unitOf = (kind: (typeof KINDS)[number]) => metering.METER_UNIT_SIGNS[metering.METER_UNITS[kind]]
