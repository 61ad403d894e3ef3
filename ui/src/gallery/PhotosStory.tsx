import { useCallback, useRef } from 'react'
import { Card, PhotoGrid, PhotoPicker, type PhotoUpload, usePhotoDrafts } from '../index.ts'

const STEPS = 10
const STEP_MS = 200

/** A picture that needs no network: one colour. */
function colour(id: string, fill: string) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3" fill="${fill}"/></svg>`
  return { id, url: `data:image/svg+xml,${encodeURIComponent(svg)}` }
}

const PHOTOS = [colour('1', '#7aa7f7'), colour('2', '#8fd3b0'), colour('3', '#f2c27a'), { id: '4', url: 'missing.jpg' }]

export function PhotosStory() {
  const count = useRef(0)
  // Every third photo fails, to look at that too.
  const upload = useCallback(async ({ onProgress }: PhotoUpload) => {
    const fails = ++count.current % 3 === 0
    for (let step = 1; step <= STEPS; step++) {
      await new Promise(resolve => setTimeout(resolve, STEP_MS))
      onProgress(step / STEPS)
      if (fails && step === STEPS / 2) throw new Error('this one fails')
    }
  }, [])
  const drafts = usePhotoDrafts({ newId: () => crypto.randomUUID(), upload, max: 5 })
  return (
    <>
      <Card>
        <PhotoPicker label="照片" optional camera drafts={drafts} />
      </Card>
      <Card title="现场照片">
        <PhotoGrid label="现场照片" photos={PHOTOS} />
      </Card>
    </>
  )
}
