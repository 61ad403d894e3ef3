import { registry } from '@anju/contract'
import type { VehicleRow } from './vehicle.ts'
import './vehicles.css'

/** A plate as it stands on the car: 京A·12345 in the colour of the plate. */
export function PlateTag({ plate, colour = 'white' }: { plate: string; colour?: VehicleRow['plateColour'] }) {
  return <span className={`vh-plate vh-plate--${colour}`}>{registry.plateText(plate)}</span>
}
