import { useState } from 'react'
import { ElderModeButton, LanguageButton, Page, Tabs } from '../index.ts'
import { ControlsStory } from './ControlsStory.tsx'
import { FieldsStory } from './FieldsStory.tsx'
import { OverlaysStory } from './OverlaysStory.tsx'
import { PhotosStory } from './PhotosStory.tsx'
import { StatesStory } from './StatesStory.tsx'
import { SurfacesStory } from './SurfacesStory.tsx'

const STORIES = {
  controls: { label: '按钮', Story: ControlsStory },
  fields: { label: '表单', Story: FieldsStory },
  surfaces: { label: '展示', Story: SurfacesStory },
  photos: { label: '照片', Story: PhotosStory },
  overlays: { label: '浮层', Story: OverlaysStory },
  states: { label: '状态', Story: StatesStory },
}
type StoryKey = keyof typeof STORIES

/** Every piece of the kit on one page, for looking at: `npm run gallery -w @anju/ui`. */
export function Gallery() {
  const [shown, setShown] = useState<StoryKey>('controls')
  const { Story } = STORIES[shown]
  const tabs = (Object.keys(STORIES) as StoryKey[]).map(key => ({ key, label: STORIES[key].label }))
  return (
    <Page
      title="组件"
      look="root"
      action={
        <>
          <ElderModeButton />
          <LanguageButton />
        </>
      }
    >
      <Tabs label="组件" tabs={tabs} value={shown} onChange={setShown}>
        <Story />
      </Tabs>
    </Page>
  )
}
