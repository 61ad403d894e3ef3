const WHOLE = "from '@rc-component/form'"
const PART = "from '@rc-component/form/es/FormContext'"

/** The code of antd's `form/context` with the provider taken from its own file. Throws when it does not import it as we know it. */
function lightenFormContext(code: string): string {
  if (code.split(WHOLE).length !== 2) throw new Error('antd/es/form/context imports its form provider otherwise.')
  return code.replace(WHOLE, PART)
}

/**
 * A Vite plugin for the console. Every control of antd knows the form it may stand in, through a context whose module imports the whole
 * form library with its validator: 13 KB gzipped on every page, forms or not. With this, a page without a form has the context alone.
 */
export function lightForm() {
  return {
    name: 'anju:light-form',
    apply: 'build' as const,
    transform(code: string, id: string) {
      return /\/antd\/es\/form\/context\.js$/.test(id) ? { code: lightenFormContext(code), map: null } : undefined
    },
  }
}
