import type { ReactNode } from 'react'
import { ElderModeButton, LanguageButton } from '../preferences/PreferenceButtons.tsx'

export interface EntryPageProps {
  /** Address of the app's mark. */
  mark: string
  title: string
  intro?: string
  children: ReactNode
}

/** The page before the app: mark, greeting and a form. Language and 长辈版 are at hand before anybody signs in. */
export function EntryPage({ mark, title, intro, children }: EntryPageProps) {
  return (
    <div className="aj-page">
      <div className="aj-entry__preferences">
        <ElderModeButton />
        <LanguageButton />
      </div>
      <main className="aj-entry">
        <header>
          <img className="aj-entry__mark" src={mark} alt="" width="56" height="56" />
          <h1 className="aj-entry__title">{title}</h1>
          {intro ? <p className="aj-entry__intro">{intro}</p> : null}
        </header>
        {children}
      </main>
    </div>
  )
}

/** The mark alone, while the app finds out who is there. */
export function Splash({ mark }: { mark: string }) {
  return (
    <div className="aj-splash aj-loading">
      <img src={mark} alt="" width="64" height="64" />
    </div>
  )
}
