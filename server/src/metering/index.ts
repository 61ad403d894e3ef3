export { lossesBetween, type MeterLoss } from './losses/loss-view.ts'
export { ensureMeters, type MeterInput } from './meters/ensure-meters.ts'
export { mediumOf, meterCode, registerShows } from './meters/meter.ts'
export { homeMeters } from './readings/home-meters.ts'
