/** Height of a line of Noto Sans SC, as a multiple of the font size: its ascent and descent. */
export const lineRatio = 1.448

/** Width of a character as a multiple of the font size, from the bold cut, which is the wider one. */
function widthRatio(character: string): number {
  if (character > '\u00ff') return 1
  if (character === ' ') return 0.23
  return /[.,:;'!|()[\]/-]/.test(character) ? 0.4 : 0.62
}

/**
 * How many lines a text needs in a width (points), estimated without the font, rather one too many than one too few.
 * A line may stay up to 4 characters short, because words and numbers are not split.
 */
export function linesNeeded(text: string, width: number, fontSize: number): number {
  const length = [...text].reduce((sum, character) => sum + widthRatio(character), 0) * fontSize
  return length <= width ? 1 : Math.ceil(length / (width - 4 * fontSize))
}
