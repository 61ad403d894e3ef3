import sharp from 'sharp'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { readStored } from '../../platform/files/store-file.ts'
import type { Door } from '../../platform/module.ts'

/** Pictures of a template as the paper wants them: data addresses. */
export interface DrawnImages {
  logo?: string
  seal?: string
}

/**
 * Logo and seal of a template for the paper: small, and the seal's white made transparent, so that the words below it can be read.
 * A file that is gone is left out: the receipt is printed all the same.
 */
export async function readDrawnImages(
  door: Pick<Door, 'config'>,
  actor: Actor,
  template: { logoId: string | null; sealId: string | null },
): Promise<DrawnImages> {
  const read = async (id: string | null, draw: (bytes: Buffer) => Promise<Buffer>) => {
    if (id === null) return undefined
    try {
      const png = await draw(await readStored(door.config, tenantOf(actor), id))
      return `data:image/png;base64,${png.toString('base64')}`
    } catch {
      return undefined
    }
  }
  return { logo: await read(template.logoId, drawLogo), seal: await read(template.sealId, drawSeal) }
}

function drawLogo(bytes: Buffer): Promise<Buffer> {
  return sharp(bytes).resize({ width: 480, height: 200, fit: 'inside', withoutEnlargement: true }).png().toBuffer()
}

/** The lighter a point, the more of the paper shows through it. */
async function drawSeal(bytes: Buffer): Promise<Buffer> {
  const { data, info } = await sharp(bytes)
    .resize({ width: 480, height: 480, fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  for (let at = 0; at < data.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]]
    // Photographed paper is never quite white.
    const ink = Math.max(0, Math.min(255, Math.round((235 - Math.min(red, green, blue)) * 1.6)))
    data[at + 3] = ink
  }
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } })
    .png()
    .toBuffer()
}
