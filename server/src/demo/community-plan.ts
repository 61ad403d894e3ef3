/** What a community of the demo is made of; `garden.ts` and `neighbours.ts` fill it in, the other files bring it to life. */
import type { billing, RequestOf, serviceDesk } from '@anju/contract'
import type { ensurePremises } from '../registry/index.ts'
import type { DemoPerson } from './demo-names.ts'

export type PremisesInput = Parameters<typeof ensurePremises>[3][number]

/** How a household pays. */
export type Habit =
  | 'prompt' // in the days after the bill
  | 'steady' // before it is due
  | 'late' // some weeks after it is due
  | 'twice' // every second time, for both
  | 'yearly' // every fourth time, for all four
  | 'partial' // of late only a part
  | 'stopped' // not any more
  | 'ahead' // a year before its first bill

export type HabitWeights = Readonly<Record<Habit, number>>

/** No habit weighs anything: to be spread under those that do. */
export const NOBODY: HabitWeights = {
  ...{ prompt: 0, steady: 0, late: 0, twice: 0, yearly: 0, partial: 0, stopped: 0, ahead: 0 },
}

export interface Occupant {
  person: DemoPerson
  kind: 'owner' | 'family' | 'tenant'
  fromOn: string
}

export interface PlannedPremises {
  place: PremisesInput
  occupants: Occupant[]
  /** Of a parking space: `premisesKey` of the room whose owner has it. */
  ownerLivesAt: string | null
  /** Codes of the rules it is charged by; none while it is not sold. */
  ruleCodes: string[]
  /** Charged since the first of the month so many months ago. */
  chargedMonths: number
  habits: HabitWeights
}

export interface PlannedRule {
  code: string
  name: string
  itemName: string
  kind: 'area-price' | 'fixed' | 'deposit'
  /** Billed in advance for so many months. */
  cycleMonths: number
  /** Yuan per m² and month. */
  unitPrice: string
  /** Yuan per month. */
  fixedAmount: string
  /** What lateness costs; nothing when left out. */
  penalty?: NonNullable<RequestOf<typeof billing.createRule>['penalty']>
  /** Money of others: what is collected for somebody, of common parts, for the maintenance fund. */
  treatment?: 'agency' | 'public' | 'fund'
  /** Tax inside; 6 when left out. */
  taxPercent?: string
  /** A new price since the first of the month so many months ago. */
  raised: { monthsAgo: number; unitPrice: string; fixedAmount: string } | null
}

export interface CommunityPlan {
  code: string
  buildings: { code: string; units: string[]; floors: number; hasLift: boolean }[]
  premises: PlannedPremises[]
  rules: PlannedRule[]
  /** Months with a bill run, the first so many months ago. */
  billedMonths: number
  /** By user name: who runs the bills, takes the money, gives out the orders. */
  staff: { biller: string; cashier: string; dispatcher: string }
  /** How many payments are to be seen on the last day. */
  paymentsToday: number
  stories: Story[]
}

type OrderBody = RequestOf<typeof serviceDesk.reportOrder>

export type Drawing = 'tap' | 'lamp' | 'door' | 'damp'

/** A repair, from the report as far as it went. */
export interface Story {
  /** When it was reported: so many days ago in the office hours, or so many hours ago. */
  daysAgo?: number
  hoursAgo?: number
  /** `premisesKey` of a room; a public place in words; neither: some household. */
  room?: string
  place?: string
  /** Told to the front desk by phone. */
  byPhone?: boolean
  category: OrderBody['category']
  urgent?: boolean
  words: string
  drawing?: Drawing
  /** User name of the repairer. */
  repairer: string
  /** Given first to this repairer, who hands it back with the reason. */
  declined?: { repairer: string; reason: string }
  /** How far it went. `silent`: nobody confirmed it, and after 72 hours it was closed. */
  end: 'reported' | 'assigned' | 'working' | 'done' | 'silent' | 'rated' | 'void'
  /** What the repairer says of the work; of a void one, why. */
  note?: string
  /** Done hours after the report; by chance within the day when left out. */
  doneAfterHours?: number
  /** The household sent the repairer back once, with the reason. */
  rejected?: string
  score?: number
  comment?: string
}
