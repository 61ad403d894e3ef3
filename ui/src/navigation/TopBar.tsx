import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../controls/IconButton.tsx'
import { useKitTexts } from '../texts/kit-texts.ts'

export interface TopBarProps {
  title: string
  /** `root` for the first page of a tab: large title, no way back. */
  look?: 'root' | 'inner'
  /** Goes back; the caller decides where to (history, or the parent page of a deep link). */
  onBack?: () => void
  /** One icon button at the right. */
  action?: ReactNode
}

/** The title of a page and the way back. */
export function TopBar({ title, look = 'inner', onBack, action }: TopBarProps) {
  const t = useKitTexts()
  return (
    <header className={look === 'root' ? 'aj-top-bar aj-top-bar--root' : 'aj-top-bar'}>
      {onBack ? <IconButton label={t('back')} icon={<ChevronLeft aria-hidden="true" />} onClick={onBack} /> : null}
      <h1 className="aj-top-bar__title">{title}</h1>
      {action ? <div className="aj-top-bar__action">{action}</div> : null}
    </header>
  )
}
