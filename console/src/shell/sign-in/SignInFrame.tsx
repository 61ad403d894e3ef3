import { type ReactNode, useEffect } from 'react'
import { useConsoleTexts } from '../../texts/texts.ts'
import { Mark } from '../Mark.tsx'
import { LocaleSwitch } from './LocaleSwitch.tsx'
import './sign-in.css'

interface SignInFrameProps {
  title: string
  children: ReactNode
  /** A second pane beside the form. */
  aside?: ReactNode
  /** Room for more than a few fields. */
  wide?: boolean
}

/** The page around signing in, accepting an invitation and what has to be done first. */
export function SignInFrame({ title, children, aside, wide = false }: SignInFrameProps) {
  const t = useConsoleTexts()
  useEffect(() => {
    document.title = `${title} · ${t('product')}`
  }, [title, t])
  const panes = aside ? '' : wide ? ' c-sign-in__panes--wide' : ' c-sign-in__panes--one'
  return (
    <div className="c-sign-in">
      <div className="c-sign-in__corner">
        <LocaleSwitch />
      </div>
      <main className={`c-sign-in__panes${panes}`}>
        <section className="c-sign-in__form" aria-labelledby="sign-in-title">
          <div className="c-sign-in__brand">
            <Mark size={36} />
            <div>
              <strong>{t('product')}</strong>
              <span>{t('productLine')}</span>
            </div>
          </div>
          <h1 id="sign-in-title">{title}</h1>
          {children}
        </section>
        {aside}
      </main>
    </div>
  )
}
