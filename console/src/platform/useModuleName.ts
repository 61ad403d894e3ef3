import { useLocale } from '@anju/ui'
import { useModuleTexts } from './module-texts.ts'

/** What a module is called; one that nobody has words for keeps its code. */
export function useModuleName(): (module: string) => string {
  const { locale } = useLocale()
  const name = useModuleTexts.in(locale)
  return module => (useModuleTexts.has(module) ? name(module) : module)
}
