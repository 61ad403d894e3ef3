/** Each thing with its place: for lists in which the place is all that tells one from another, such as steps or lines of a receipt. */
export function numbered<Thing>(things: readonly Thing[]): { thing: Thing; place: number }[] {
  return things.map((thing, place) => ({ thing, place }))
}
