import { PERMISSIONS, type Route, routes, writes } from '@anju/contract'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadModules } from '../src/modules.ts'
import { refusalCodes } from '../src/platform/errors.ts'
import { isTest, repositoryFiles, sourceFiles, textOf } from './tidy/source-files.ts'

/** The house rules of the contract: what every route says of itself, and that nobody is refused without words. */

const sources = sourceFiles(repositoryFiles()).filter(path => !isTest(path))

beforeAll(async () => {
  // Modules declare their refusals when they are loaded.
  await loadModules()
})

describe('routes', () => {
  test('each says who may call it and what it is for', () => {
    const access = new Set<string>([...PERMISSIONS, 'signed-in', 'public'])
    const silent = routes.filter(
      route => !access.has(route.permission) || route.summary.length < 10 || !/[.)]$/.test(route.summary),
    )
    expect(silent.map(route => `${route.name}: ${route.permission}, "${route.summary}"`)).toEqual([])
  })

  test('an address belongs to one route', () => {
    const addresses = routes.map(route => `${route.method} ${route.path.replace(/:\w+/g, ':')}`)
    expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([])
  })

  test('what only asks says so: it cannot write, and leaves no line in the audit log', () => {
    const asks = /^(preview|check|look|read(?!dress)|list|explain|compare|suggest|find(?!Duplicates$))/
    const unmarked = routes.filter(
      ({ name, ...route }) => writes(route) && asks.test(name.slice(name.indexOf('.') + 1)),
    )
    // `findDuplicates` keeps what it finds; that a notice was read is written down.
    const told = ['messaging.readNotice', 'messaging.readAllNotices']
    expect(unmarked.map(({ name }) => name).filter(name => !told.includes(name))).toEqual([])
    const idle = routes.filter(
      route => route.reads && (route.method === 'GET' || 'idempotent' in route || 'auditBody' in route),
    )
    expect(idle.map(({ name }) => `${name}: reads, so the method, idempotent or auditBody says too much`)).toEqual([])
  })

  test('every permission opens something', () => {
    // A step of an approval asks for it, where a company or the kind says so.
    const used = new Set<string>([...routes.map(route => route.permission), 'approvals.requests.decide-large'])
    expect(PERMISSIONS.filter(permission => !used.has(permission))).toEqual([])
  })

  test('path parameters are declared as they are written', () => {
    const wrong = routes.filter(route => {
      const written = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '')
      const shape = (route.params as { shape?: Record<string, unknown> } | undefined)?.shape ?? {}
      return written.toSorted().join() !== Object.keys(shape).toSorted().join()
    })
    expect(wrong.map(route => route.name)).toEqual([])
  })
})

describe('refusals', () => {
  test('every code of the contract is in a module’s table', () => {
    const unknown = routes.flatMap(route =>
      (route.errors ?? []).filter(code => !refusalCodes.has(code)).map(code => `${route.name}: ${code}`),
    )
    expect(unknown).toEqual([])
  })

  test('every code of a module’s table is named by a route', () => {
    const named = new Set(routes.flatMap(route => route.errors ?? []))
    // The platform's own may come from any route; see `refusalsOf` of platform/openapi.ts.
    const hidden = [...refusalCodes.keys()].filter(code => !code.startsWith('platform.') && !named.has(code))
    expect(
      hidden.map(code => `${code} is thrown by no declared route: add it to the route's errors, or remove it`),
    ).toEqual([])
  })
})

describe('words for refusals', () => {
  /** What any call may meet, whatever its route declares. */
  const ANYWHERE = [
    'unreachable',
    'unexpected',
    'not_signed_in',
    'not_allowed',
    'not_found',
    'input_wrong',
    'too_many_requests',
    'busy',
  ]

  /** The routes that an app names in its code, by `billing.collect` or under another name of the module's list. */
  function routesOf(app: string): Route[] {
    const texts = sources.filter(path => path.startsWith(`${app}/src/`)).map(textOf)
    return routes.filter(route => {
      const list = route.module.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
      const verb = route.name.split('.')[1]
      return texts.some(text => {
        const alias = new RegExp(`\\b${list} as (\\w+)\\b[^']*'@anju/contract'`).exec(text)?.[1]
        return new RegExp(`\\b(${alias ? `${list}|${alias}` : list})\\.${verb}\\b`).test(text)
      })
    })
  }

  test.each(['console', 'resident', 'field'])('%s has zh-CN and en words for each code it can get', app => {
    const used = routesOf(app)
    expect(used.length, `routes that ${app} calls`).toBeGreaterThan(0)
    const codes = new Set([...ANYWHERE.map(code => `platform.${code}`), ...used.flatMap(route => route.errors ?? [])])
    const texts = sources
      .filter(path => path.startsWith(`${app}/src/`) || path.startsWith('ui/src/'))
      .map(textOf)
      .join('\n')
    // Dictionaries are typed: a key stands once for zh-CN and once for en.
    const wordless = [...codes].filter(
      code => (texts.match(new RegExp(`'${code.replace('.', '\\.')}':`, 'g')) ?? []).length < 2,
    )
    expect(wordless).toEqual([])
  })
})
