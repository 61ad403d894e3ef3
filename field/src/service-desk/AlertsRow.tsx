import { SwitchRow } from '@anju/ui'
import { BellRing } from 'lucide-react'
import { useState } from 'react'
import { alertPerson, alertsOn, setAlerts } from './alert-person.ts'
import { useTaskTexts } from './task-texts.ts'

/** Turns ringing for new tasks on and off; turning it on lets it be heard once. */
export function AlertsRow() {
  const t = useTaskTexts()
  const [on, setOn] = useState(alertsOn)

  function change(next: boolean): void {
    setOn(next)
    setAlerts(next)
    if (next) alertPerson()
  }

  return (
    <SwitchRow
      lead={<BellRing aria-hidden="true" />}
      title={t('alerts')}
      description={t('alertsText')}
      checked={on}
      onChange={change}
    />
  )
}
