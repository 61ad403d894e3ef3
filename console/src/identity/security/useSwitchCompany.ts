import { identity } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { App } from 'antd'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { beginSession } from '../../session.tsx'
import { companiesQuery } from './queries.ts'

export interface OtherCompany {
  companyId: string
  company: string
}

/** The other companies one can go on in, and going there; the ticket is there while the other account's second factor is awaited. */
export function useSwitchCompany() {
  const explain = useRefusalText()
  const { message } = App.useApp()
  const { data = [] } = useQuery(companiesQuery)
  const [awaiting, setAwaiting] = useState<{ ticket: string; company: string }>()
  const change = async ({ companyId, company }: OtherCompany) => {
    try {
      const step = await call(identity.switchCompany, { params: { companyId }, body: { app: 'console' } })
      if (step.kind === 'totp-needed') setAwaiting({ ticket: step.ticket, company })
      else enterCompany(step)
    } catch (error) {
      void message.error(explain(error))
    }
  }
  return {
    others: data.filter(one => one.open && !one.current),
    change: (company: OtherCompany) => void change(company),
    awaiting,
    stopAwaiting: () => setAwaiting(undefined),
  }
}

/** Another company: nothing of the one before may stay on the screen or in memory. */
export function enterCompany(actor: Parameters<typeof beginSession>[0]): void {
  beginSession(actor)
  sessionStorage.removeItem('anju.console.community')
  window.location.assign('/')
}
