import { Drawer } from 'antd'
import { CommunityEntities } from './CommunityEntities.tsx'
import { Entities } from './Entities.tsx'
import { useItemTexts } from './texts.ts'
import '../billing.css'

/** Who bills: the legal entities of the company, and which of them does so in a community. */
export function EntitiesDrawer({ open, close }: { open: boolean; close: () => void }) {
  const t = useItemTexts()
  return (
    <Drawer open={open} onClose={close} size={640} title={t('entitiesDrawer')} destroyOnHidden>
      <div className="c-sections">
        <Entities />
        <CommunityEntities />
      </div>
    </Drawer>
  )
}
