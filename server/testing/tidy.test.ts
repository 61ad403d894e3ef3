import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ORDER } from '../src/modules.ts'
import { CODE_RULES, PLANTED, RIGHT } from './tidy/code-rules.ts'
import { breaches, isTest, repositoryFiles, sourceFiles, textFiles, textOf } from './tidy/source-files.ts'

/** The house rules of STYLE.md as tests. A failure names the place and what to do instead. */

const all = repositoryFiles()
const sources = sourceFiles(all)

/** `path:line words` for each line that matches. */
function linesMatching(paths: string[], pattern: RegExp, words: string): string[] {
  return paths.flatMap(path =>
    textOf(path)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1} ${words}: ${line.trim().slice(0, 100)}`] : [],
      ),
  )
}

describe('code', () => {
  test.each(CODE_RULES)('$name', rule => {
    expect(sources.flatMap(path => breaches(rule, path))).toEqual([])
  })

  test.each(PLANTED)('a breach of "%s" in %s is seen', (name, path, text) => {
    const rule = CODE_RULES.find(candidate => candidate.name === name)
    expect(rule && breaches(rule, path, text)).toHaveLength(1)
  })

  test.each(RIGHT)('%s may say what it says', (path, text) => {
    expect(CODE_RULES.flatMap(rule => breaches(rule, path, text))).toEqual([])
  })

  test('a file has at most 400 lines', () => {
    const sized = sources.filter(path => !path.startsWith('contract/src/'))
    const long = sized
      .map(path => ({ path, lines: textOf(path).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > 400)
    expect(long.map(({ path, lines }) => `${path} has ${lines} lines: split it by what changes together`)).toEqual([])
  })

  test('the minus of an amount stands before its ¥', () => {
    const written = /¥\$?\{(formatFen|formatYuan|fenToYuan)\(/
    const shown = sources.filter(path => path !== 'server/testing/tidy.test.ts')
    expect(linesMatching(shown, written, 'write formatMoney(…), or withYen(…) of a text')).toEqual([])
    expect(written.test('¥{formatFen(fen)}')).toBe(true)
  })

  test('the word that fits a number stands beside the number', () => {
    // `{count|bill|bills}` is the word alone: without `{count}` in the same text nobody learns how many.
    const words = sources.filter(
      path => /texts[^/]*\.ts$/.test(path) && !isTest(path) && !path.startsWith('ui/src/texts/define'),
    )
    const alone = /(['"`])(?!\1)(?:(?!\1|\{count\}).)*\{count\|(?:(?!\1|\{count\}).)*\1/
    expect(linesMatching(words, alone, 'write {count} {count|one|many}')).toEqual([])
    expect(alone.test("problems: '{count|problem|problems}',")).toBe(true)
    expect(alone.test("problems: '{count} {count|problem|problems}',")).toBe(false)
  })

  test('nothing is left for later, skipped or silenced', () => {
    const code = all.filter(path => /\.(tsx?|mjs|cjs|sql|css)$/.test(path) && path !== 'server/testing/tidy.test.ts')
    expect(linesMatching(code, /\b(TODO|FIXME|XXX|HACK)\b/, 'unfinished')).toEqual([])
    expect(linesMatching(code, /@ts-(ignore|nocheck|expect-error)/, 'a silenced type error')).toEqual([])
    expect(
      linesMatching(
        code.filter(isTest),
        /\b(describe|test|it)\.(only|skip|todo)\b/,
        'a test that does not run with the others',
      ),
    ).toEqual([])
  })
})

describe('names', () => {
  const BANNED = [
    'util',
    'utils',
    'helper',
    'helpers',
    'common',
    'shared',
    'service',
    'services',
    'manager',
    'dto',
    'misc',
  ]

  test('files and folders are named after what they hold', () => {
    const bad = all
      .filter(path => !path.startsWith('docs/'))
      .flatMap(path => {
        const words = path
          .replace(/service[-_]desk/g, 'desk')
          .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
          .toLowerCase()
          .split(/[/._-]/)
        const found = words.filter(word => BANNED.includes(word))
        return found.length ? [`${path}: "${found.join('", "')}" says nothing; name the thing or the deed`] : []
      })
    expect(bad).toEqual([])
  })
})

describe('rooms', () => {
  test('every module has its page and its table of contents', () => {
    const missing = ORDER.flatMap(name => ['README.md', 'module.ts'].map(file => `server/src/${name}/${file}`)).filter(
      path => !all.includes(path),
    )
    expect(missing).toEqual([])
  })

  test('a public face shows at most 15 functions and values', () => {
    const wide = ORDER.map(name => `server/src/${name}/index.ts`)
      .filter(path => all.includes(path))
      .flatMap(path => {
        const names = [...textOf(path).matchAll(/^export (?!type)\{([^}]*)\}/gm)].flatMap(([, list]) =>
          (list ?? '').split(','),
        )
        const values = names.map(name => name.trim()).filter(name => name && !name.startsWith('type '))
        return values.length > 15 ? [`${path} shows ${values.length} names: ${values.join(', ')}`] : []
      })
    expect(wide).toEqual([])
  })

  test('a module’s page tells of each of its events', () => {
    const silent = ORDER.flatMap(name => {
      const events = all.filter(path => path.startsWith(`server/src/${name}/`) && !isTest(path) && path.endsWith('.ts'))
      const names = events.flatMap(path =>
        [...textOf(path).matchAll(/defineEvent\(\s*'[a-z-]+\.(\w+)'/g)].map(found => found[1] ?? ''),
      )
      const readme = `server/src/${name}/README.md`
      const text = all.includes(readme) ? textOf(readme) : ''
      return names
        .filter(event => !new RegExp(`\\b${event}\\b`).test(text))
        .map(event => `${readme} does not tell of ${event}`)
    })
    expect(silent).toEqual([])
  })
})

describe('the repository', () => {
  test('no file names a machine’s folders or a package registry', () => {
    const self = ['server/testing/tidy.test.ts']
    const texts = textFiles(all).filter(path => !self.includes(path))
    expect(
      linesMatching(texts, /(^|[\s"'`(=:,])\/(work|root|home\/\w+|tmp|Users)\/\w/, 'a path of one machine'),
    ).toEqual([])
    expect(
      linesMatching(
        texts,
        /registry\.(npmjs|yarnpkg|npmmirror)|npmmirror\.com|:4873\b|artifactory|\/nexus\//i,
        'a registry',
      ),
    ).toEqual([])
  })

  test('the lock file tells versions and hashes, not where they came from', () => {
    const lock = JSON.parse(textOf('package-lock.json')) as {
      packages: Record<string, { resolved?: string; link?: boolean }>
    }
    const told = Object.entries(lock.packages).filter(([, entry]) => entry.resolved && !entry.link)
    expect(
      told.map(
        ([name, { resolved }]) => `${name} is resolved from ${resolved}: keep omit-lockfile-registry-resolved=true`,
      ),
    ).toEqual([])
  })
})

describe('the documents', () => {
  test('ARCHITECTURE.md prints the order of modules as it is', () => {
    expect(textOf('ARCHITECTURE.md')).toContain(`\`${ORDER.join(' · ')}\``)
  })

  test('ARCHITECTURE.md quotes code as it stands in the file', () => {
    const quotes = [...textOf('ARCHITECTURE.md').matchAll(/^`([^`\n]+)`\n\n```ts\n([\s\S]*?)\n```$/gm)]
    expect(quotes.length).toBe(4)
    const altered = quotes.filter(([, path, code]) => !textOf(path ?? '').includes(code ?? ''))
    expect(altered.map(([, path]) => path)).toEqual([])
  })

  test('GLOSSARY.md knows the noun of every table', () => {
    const glossary = textOf('GLOSSARY.md')
    const tables = all
      .filter(path => path.startsWith('server/migrations/'))
      .flatMap(path => [...textOf(path).matchAll(/^create table \w+\.(\w+)/gm)].map(([, name]) => name ?? ''))
    expect(tables.filter(name => !glossary.includes(`\`${name}\``))).toEqual([])
  })

  test('every link between documents leads to a file', () => {
    const broken = all
      .filter(path => path.endsWith('.md'))
      .flatMap(path =>
        [...textOf(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
          .map(([, target]) => posix.normalize(posix.join(posix.dirname(path), target ?? '')))
          .filter(target => !all.some(known => known === target || known.startsWith(`${target}/`)))
          .map(target => `${path} → ${target}`),
      )
    expect(broken).toEqual([])
  })
})
