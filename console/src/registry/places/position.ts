/** A place by its coordinates, degrees as decimal text. */
export interface Positioned {
  id: string
  name: string
  lng: string | null
  lat: string | null
}

/** Another place as seen from one: kilometres to the east and to the north, and as the crow flies. */
export interface Seen {
  id: string
  name: string
  eastKm: number
  northKm: number
  km: number
}

const KM_PER_DEGREE = 111.195

/** Where others lie, the nearest first; those without coordinates are left out. Good for the size of a city: the earth is taken as flat around `from`. */
export function seenFrom(from: Positioned, others: readonly Positioned[]): Seen[] {
  const here = degreesOf(from)
  if (!here) return []
  return others
    .flatMap(other => {
      const there = degreesOf(other)
      if (!there || other.id === from.id) return []
      const northKm = (there.lat - here.lat) * KM_PER_DEGREE
      const eastKm = (there.lng - here.lng) * KM_PER_DEGREE * Math.cos((here.lat * Math.PI) / 180)
      return [{ id: other.id, name: other.name, eastKm, northKm, km: Math.hypot(eastKm, northKm) }]
    })
    .sort((a, b) => a.km - b.km)
}

function degreesOf({ lng, lat }: Positioned): { lng: number; lat: number } | null {
  return lng === null || lat === null ? null : { lng: Number(lng), lat: Number(lat) }
}

/** A round length for the scale that is at most this long: 1, 2, 5, 10, 20 … km. */
export function roundKm(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most))
  const step = [5, 2, 1].find(one => one * power <= most) ?? 1
  return step * power
}
