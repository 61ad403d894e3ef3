export * from './metering/losses.ts'
export * from './metering/meters.ts'
export * from './metering/readings.ts'
export * from './metering/rounds.ts'
