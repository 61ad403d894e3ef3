const SIDE_PX = 160
const QUALITY = 0.7

/** A small square picture as a data address, few enough bytes to remember in the browser; null where it cannot be read. */
export async function tinyPicture(blob: Blob): Promise<string | null> {
  try {
    const picture = await createImageBitmap(blob)
    const canvas = document.createElement('canvas')
    canvas.width = SIDE_PX
    canvas.height = SIDE_PX
    const side = Math.min(picture.width, picture.height)
    const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2]
    canvas.getContext('2d')?.drawImage(picture, left, top, side, side, 0, 0, SIDE_PX, SIDE_PX)
    return canvas.toDataURL('image/jpeg', QUALITY)
  } catch {
    return null
  }
}
