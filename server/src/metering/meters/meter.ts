import type { metering as contract, ResponseOf } from '@anju/contract'
import { dec } from '../../platform/decimals.ts'

export type MeterRow = ResponseOf<typeof contract.listMeters>['items'][number]
export type MeterDetail = ResponseOf<typeof contract.readMeter>
export type MeterKind = MeterRow['kind']
export type MeterLevel = MeterRow['level']

/** One spelling of a code or a device number: half-width, no blanks, capital letters. */
export function meterCode(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
}

/** What runs through a meter: all waters are water, since hot water was cold before. */
export function mediumOf(kind: MeterKind): string {
  return kind.startsWith('water') ? 'water' : kind
}

/** Whether a register of so many whole digits and decimals can show a reading. */
export function registerShows(reading: string, { digits, decimals }: { digits: number; decimals: number }): boolean {
  const value = dec(reading)
  return value.lt(`1${'0'.repeat(digits)}`) && value.decimalPlaces() <= decimals
}

export interface Parent {
  kind: MeterKind
  level: MeterLevel
  state: MeterRow['state']
}

/** Why a meter cannot hang on another; null when it can. That nothing hangs below itself is the database's to say. */
export function parentProblem(kind: MeterKind, parent: Parent): 'other-kind' | 'household' | 'retired' | null {
  if (parent.state === 'retired') return 'retired'
  if (parent.level === 'household') return 'household'
  return mediumOf(parent.kind) === mediumOf(kind) ? null : 'other-kind'
}
