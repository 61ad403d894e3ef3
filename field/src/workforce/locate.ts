import type { MyDay } from './queries.ts'

export interface Position {
  latitude: number
  longitude: number
  accuracyM: number
}

const PATIENCE_MS = 8_000

/** Where the phone is; null where it may not or cannot tell in time. */
export function locate(): Promise<Position | null> {
  return new Promise(resolve => {
    if (!navigator.geolocation) return resolve(null)
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) =>
        resolve({ latitude, longitude, accuracyM: Math.min(100_000, Math.round(accuracy)) }),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 15_000 },
    )
  })
}

const EARTH_M = 6_371_000

/** The nearest place and how far it is; null where there is none. The server judges again. */
export function nearest(position: Position, places: MyDay['places']) {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const away = places.map(place => {
    const north = radians(place.latitude - position.latitude) * EARTH_M
    const east = radians(place.longitude - position.longitude) * Math.cos(radians(position.latitude)) * EARTH_M
    return { place, distanceM: Math.round(Math.hypot(north, east)) }
  })
  return [...away].sort((one, two) => one.distanceM - two.distanceM)[0] ?? null
}

/** Whether a clocking here counts without a reason. */
export function isInside(position: Position | null, places: MyDay['places']): boolean {
  const near = position && nearest(position, places)
  return near !== null && near.distanceM <= near.place.radiusM + Math.min(position?.accuracyM ?? 0, 100)
}
