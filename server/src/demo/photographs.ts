import { Readable } from 'node:stream'
import sharp from 'sharp'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { inTransaction } from '../platform/db.ts'
import { storeFile } from '../platform/files/store-file.ts'
import type { Door } from '../platform/module.ts'
import type { Drawing } from './community-plan.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'
import { DRAWING_WORDS, drawingOf } from './drawings.ts'

export interface Photographer {
  /** Takes a picture and stores it as an uploaded one of this actor; answers its id in a list, as orders take them. */
  take(ground: DemoGround, by: Actor, drawing: Drawing, mended: boolean, name: string, at: Date): Promise<string[]>
}

/** Draws each picture once, however often it is handed in. */
export function openPhotographer(): Photographer {
  const drawn = new Map<string, Promise<Buffer>>()
  const picture = (drawing: Drawing, mended: boolean) => {
    const key = `${drawing} ${mended}`
    const known = drawn.get(key)
    if (known) return known
    const made = sharp(Buffer.from(drawingOf(drawing, mended)))
      .jpeg({ quality: 82 })
      .toBuffer()
    drawn.set(key, made)
    return made
  }
  return {
    take: async (ground, by, drawing, mended, name, at) => {
      const fileId = demoId(tenantOf(ground.actor), `photo ${name}`, at)
      const title = `${DRAWING_WORDS[drawing]}${mended ? '（修好）' : ''}.jpg`
      await storeFile(uploadDoor(ground, await picture(drawing, mended)), by, { fileId, name: title, purpose: 'photo' })
      return [fileId]
    },
  }
}

/** The door of an upload without HTTP around it. */
export function uploadDoor({ db, config }: DemoGround, body: Buffer): Door {
  return {
    ...{ db, config, address: null, device: null },
    upload: Readable.from([body]),
    run: (actor, work, options) => inTransaction(db, actor, work, options),
    setCookie: () => undefined,
    clearCookie: () => undefined,
    header: () => null,
    openStream: () => {
      throw new Error('Uploads stream nothing.')
    },
  }
}
