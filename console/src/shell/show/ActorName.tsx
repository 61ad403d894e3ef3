import { useConsoleTexts } from '../../texts/texts.ts'

/** As the server names the system in what it did by itself. */
const SYSTEM = 'system'

/** Who did something; what nobody did is said in the reader's language. */
export function ActorName({ name }: { name: string }) {
  const t = useConsoleTexts()
  return <>{name === SYSTEM ? t('history.system') : name}</>
}
