/** A small turning ring, as tall as the text beside it. Decoration only: the words are its neighbour's duty. */
export function Spinner() {
  return <span className="aj-spinner" aria-hidden="true" />
}
