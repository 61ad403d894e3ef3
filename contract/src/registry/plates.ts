import { z } from 'zod'

/** Number plates of China: what is one, how it is written here, and what is wrong with one that is none (GA 36-2018; domain.md §8). */

/** A plate as somebody writes it. */
export const PlateText = z.string().trim().min(1).max(20)

export const PlateKind = z.enum([
  'ordinary',
  'new-energy-small',
  'new-energy-large',
  'hongkong-macau',
  'embassy',
  'consulate',
  'coach',
  'police',
  'trailer',
  'temporary',
])
export const PlateColour = z.enum(['blue', 'yellow', 'green', 'yellow-green', 'black', 'white', 'other'])

export type PlateKindName = z.infer<typeof PlateKind>
export type PlateColourName = z.infer<typeof PlateColour>

/** Why a text is no plate. `mix-up`: letters O or I where only digits and other letters may stand. */
export const PlateProblem = z.enum([
  'empty',
  'province',
  'authority',
  'length',
  'mix-up',
  'characters',
  'new-energy',
  'special',
])
export type PlateProblemName = z.infer<typeof PlateProblem>

/** The kinds that a plate's first place and its last character tell, and the colours each may have; the first is the usual one. */
export const PLATE_COLOURS: Record<PlateKindName, readonly [PlateColourName, ...PlateColourName[]]> = {
  ordinary: ['blue', 'yellow', 'black'],
  'new-energy-small': ['green'],
  'new-energy-large': ['yellow-green'],
  'hongkong-macau': ['black'],
  embassy: ['black'],
  consulate: ['black'],
  coach: ['yellow'],
  police: ['white'],
  trailer: ['yellow'],
  temporary: ['other'],
}

export type PlateReading =
  | { ok: true; plate: string; kind: PlateKindName; colours: readonly [PlateColourName, ...PlateColourName[]] }
  | { ok: false; problem: PlateProblemName; suggestion: string | null }

const PROVINCES = '京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新'
/** Letters of a serial: no I and no O, which look like digits. */
const SERIAL = 'A-HJ-NP-Z0-9'
/** D A B C E drive on electricity alone, F G H J K on something else as well. */
const NEW_ENERGY = 'ABCDEFGHJK'

const SHAPES: [PlateKindName, RegExp][] = [
  ['hongkong-macau', new RegExp(`^粤Z[${SERIAL}]{4}[港澳]$`)],
  ['embassy', /^(?:使\d{6}|\d{6}使)$/],
  ['consulate', new RegExp(`^(?:[${PROVINCES}][A-HJ-NP-Z]\\d{4}领|领\\d{6})$`)],
  ['coach', new RegExp(`^[${PROVINCES}][A-HJ-NP-Z][${SERIAL}]{4}学$`)],
  ['police', new RegExp(`^[${PROVINCES}][A-HJ-NP-Z][${SERIAL}]{4}警$`)],
  ['trailer', new RegExp(`^[${PROVINCES}][A-HJ-NP-Z][${SERIAL}]{4}挂$`)],
  ['temporary', new RegExp(`^[${PROVINCES}][A-HJ-NP-Z][${SERIAL}]{4,5}临$`)],
  ['new-energy-small', new RegExp(`^[${PROVINCES}][A-HJ-NP-Z][${NEW_ENERGY}][${SERIAL}]\\d{4}$`)],
  ['new-energy-large', new RegExp(`^[${PROVINCES}][A-HJ-NP-Z]\\d{5}[${NEW_ENERGY}]$`)],
  ['ordinary', new RegExp(`^[${PROVINCES}][A-HJ-NP-Z][${SERIAL}]{5}$`)],
]

/** A plate as people type it, in one spelling: full-width to half-width, capitals, without blanks, dots, dashes and brackets. */
export function normalisePlate(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toUpperCase()
      // \p{Cf}: marks that nobody sees, such as a zero-width space copied from a web page
      .replace(/\p{Cf}|[\s·•∙⋅・.。,，_—–\-()【】[\]]/gu, '')
  )
}

/**
 * Reads a plate. What is no plate is told with its reason, and where letters and digits were mixed up (O for 0, I for 1) with the
 * plate that was probably meant: for a person to take, never taken silently.
 */
export function readPlate(text: string): PlateReading {
  const plate = normalisePlate(text)
  const found = SHAPES.find(([, shape]) => shape.test(plate))
  if (found) return { ok: true, plate, kind: found[0], colours: PLATE_COLOURS[found[0]] }
  return { ok: false, ...problemOf(plate) }
}

function problemOf(plate: string): { problem: PlateProblemName; suggestion: string | null } {
  const plain = (problem: PlateProblemName) => ({ problem, suggestion: null })
  if (plate === '') return plain('empty')
  if (/^使|使$|^领/.test(plate)) return plain('special')
  if (!PROVINCES.includes(plate[0] ?? '')) return plain('province')
  const corrected = plate.slice(0, 2) + plate.slice(2).replaceAll('O', '0').replaceAll('I', '1')
  if (corrected !== plate && SHAPES.some(([, shape]) => shape.test(corrected)))
    return { problem: 'mix-up', suggestion: corrected }
  if (!/^[A-HJ-NP-Z]$/.test(plate[1] ?? '')) return plain('authority')
  if (/[港澳学警挂领临]$/.test(plate)) return plain('special')
  if (plate.length !== 7 && plate.length !== 8) return plain('length')
  if (!new RegExp(`^[${SERIAL}OI]+$`).test(plate.slice(2))) return plain('characters')
  if (/[OI]/.test(plate.slice(2))) return plain('mix-up')
  return plain(plate.length === 8 ? 'new-energy' : 'characters')
}

/** A plate with a dot after the authority, as it stands on the car: 京A·12345. */
export function plateText(plate: string): string {
  return /^[\u4e00-\u9fff][A-Z]/.test(plate) ? `${plate.slice(0, 2)}·${plate.slice(2)}` : plate
}
