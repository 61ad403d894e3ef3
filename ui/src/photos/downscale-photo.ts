export interface SmallPhoto {
  blob: Blob
  width: number
  height: number
}

const LONGEST_PX = 1600
const QUALITY = 0.85

/**
 * Redraws a picture as a JPEG whose longer side is at most 1600 px. That makes it quick to send on a weak network and
 * leaves behind what the camera wrote into it, such as where it was taken. Null where the browser cannot read it.
 */
export async function downscalePhoto(file: Blob): Promise<SmallPhoto | null> {
  const picture = await decode(file)
  if (!picture) return null
  const { width, height } = fitInto(picture.width, picture.height, LONGEST_PX)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const brush = canvas.getContext('2d')
  if (!brush) return null
  // JPEG has no transparency: what was clear becomes white instead of black.
  brush.fillStyle = '#fff'
  brush.fillRect(0, 0, width, height)
  brush.imageSmoothingQuality = 'high'
  brush.drawImage(picture, 0, 0, width, height)
  picture.close()
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
  return blob && { blob, width, height }
}

/** The size with the same proportions whose longer side is at most `longest`; never larger than it was. */
export function fitInto(width: number, height: number, longest: number): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

async function decode(file: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    return null
  }
}
