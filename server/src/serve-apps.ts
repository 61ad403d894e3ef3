import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import files from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { ROOT } from './platform/config.ts'
import { refuse } from './platform/errors.ts'
import { sendProblem } from './platform/http.ts'

interface App {
  name: string
  prefix: string
}

const APPS: App[] = [
  { name: 'resident', prefix: '/resident/' },
  { name: 'field', prefix: '/field/' },
  { name: 'console', prefix: '/' },
]

/** The built web apps. A missing asset is 404, never index.html: a wrong type would break pages for good. */
export async function serveApps(server: FastifyInstance): Promise<void> {
  const built = APPS.filter(({ name }) => existsSync(join(ROOT, name, 'dist/index.html')))
  for (const app of built) {
    await server.register(files, {
      root: join(ROOT, app.name, 'dist'),
      ...{ prefix: app.prefix, decorateReply: false, wildcard: false, index: false },
      globIgnore: ['index.html'],
      setHeaders: (reply, path) =>
        reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'),
    })
    const sendPage = pageOf(app)
    for (const path of [app.prefix, `${app.prefix}index.html`])
      server.get(path, async (_request, reply) => sendPage(reply))
    if (app.prefix !== '/') server.get(app.prefix.slice(0, -1), async (_request, reply) => reply.redirect(app.prefix))
  }
  server.setNotFoundHandler((request, reply) => {
    const page =
      request.method === 'GET' &&
      request.headers.accept?.includes('text/html') &&
      !/\/assets\/|\.\w{2,5}$/.test(request.url.split('?')[0] ?? '')
    const app = APPS.find(candidate => request.url.startsWith(candidate.prefix))
    if (!page || !app || !built.includes(app)) return sendProblem(refuse.notFound(), request, reply)
    return pageOf(app)(reply)
  })
}

/**
 * The page of an app, made for each answer: styles that a script writes into the page are let in by a number that nobody can guess
 * (antd in the console; it reads the number from the page). Kept by no cache: an old page would not know the new number.
 */
function pageOf(app: App): (reply: FastifyReply) => FastifyReply {
  return reply => {
    // Read each time: it names the scripts of the build that lies there now.
    const page = readFileSync(join(ROOT, app.name, 'dist/index.html'), 'utf8')
    const nonce = randomBytes(16).toString('base64')
    const policy = String(reply.getHeader('content-security-policy') ?? '')
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', policy.replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`))
      .send(page.replace('<head>', `<head>\n    <meta name="anju-nonce" content="${nonce}" />`))
  }
}
