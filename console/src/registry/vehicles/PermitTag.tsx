import { StatusTag, type Tone } from '../../shell/show/StatusTag.tsx'
import { useVehicleTexts } from './texts.ts'
import type { Permit, VehicleRow } from './vehicle.ts'

const TONES: Record<Permit['state'], Tone> = {
  active: 'success',
  upcoming: 'info',
  expired: 'danger',
  revoked: 'neutral',
}

/** The permit that matters most today, with its last day. */
export function PermitTag({ permit }: { permit: VehicleRow['permit'] }) {
  const t = useVehicleTexts()
  if (!permit) return <span className="c-none">{t('noPermit')}</span>
  const kind = t(`permitKind.${permit.kind}`)
  const day = permit.toOn ?? ''
  const words =
    permit.state === 'expired'
      ? t('expiredOn', { kind, day })
      : day
        ? t('until', { kind, day })
        : t('untilOpen', { kind })
  return <StatusTag tone={TONES[permit.state]}>{words}</StatusTag>
}

/** The state of a permit in one word. */
export function PermitStateTag({ state }: { state: Permit['state'] }) {
  const t = useVehicleTexts()
  return <StatusTag tone={TONES[state]}>{t(`permitState.${state}`)}</StatusTag>
}
