import { PassThrough } from 'node:stream'
import type { Route, RouteSpec } from '@anju/contract'
import cookie from '@fastify/cookie'
import fastify, { type FastifyInstance } from 'fastify'
import { type Actor, ANONYMOUS } from '../src/platform/actor.ts'
import { entranceOf } from '../src/platform/db.ts'
import { mountRoutes, sendProblem } from '../src/platform/http.ts'
import type { Handler } from '../src/platform/module.ts'
import type { TestDatabase } from './database.ts'

export interface TestServer {
  server: FastifyInstance
  /** A bearer that makes the door see this actor. */
  tokenOf(actor: Actor): string
}

/** The door of the platform with a few routes of a test: real HTTP handling and transactions, no modules. */
export async function serveRoutes(
  database: TestDatabase,
  handlers: Handler[],
  names: Record<string, RouteSpec>,
): Promise<TestServer> {
  const actors = new Map<string, Actor>()
  const server = fastify({ bodyLimit: 64 * 1024 }) as FastifyInstance
  await server.register(cookie)
  server.addContentTypeParser('application/octet-stream', (_request, payload, done) =>
    done(null, payload.pipe(new PassThrough())),
  )
  server.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
  const routes: Route[] = Object.entries(names).map(([name, spec]) => ({
    ...spec,
    name,
    module: 'test',
    audience: 'any',
  }))
  mountRoutes(server, routes, handlers, {
    db: database.db,
    config: database.config,
    enter: token => entranceOf(actors.get(token) ?? ANONYMOUS),
    checkAnswers: false,
  })
  return {
    server,
    tokenOf(actor) {
      const token = `token-${actors.size}`
      actors.set(token, actor)
      return token
    },
  }
}
