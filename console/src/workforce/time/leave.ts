import type { WireResponseOf, workforce } from '@anju/contract'
import type { Tone } from '../../shell/show/StatusTag.tsx'

export type Leave = WireResponseOf<typeof workforce.listLeaves>['items'][number]

export const LEAVE_KINDS = [
  ...(['annual', 'sick', 'personal', 'compensatory'] as const),
  ...(['marriage', 'maternity', 'bereavement'] as const),
]
export const LEAVE_STATES = ['asked', 'approved', 'refused', 'withdrawn', 'cancelled'] as const
export const REQUEST_TONES: Record<Leave['state'], Tone> = {
  ...{ asked: 'warning', approved: 'success', refused: 'danger', withdrawn: 'neutral', cancelled: 'neutral' },
}

export type LeaveForm = { form: 'enter' } | { form: 'grant' } | { form: 'cancel'; leave: Leave }
