import type { FastifyInstance } from 'fastify'
import { VERIFY_CSS, verifyReceipt } from './payments/index.ts'
import type { Database } from './platform/db.ts'

/** The public page behind the QR codes of receipts, /verify/…, with its style sheet: no account, no script, kept by no cache. */
export function serveVerification(server: FastifyInstance, db: Database): void {
  server.get('/verify.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(VERIFY_CSS))
  server.get<{ Params: { token: string } }>('/verify/:token', async (request, reply) => {
    const { found, page } = await verifyReceipt(db, request.params.token)
    return reply
      .status(found ? 200 : 404)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'no-referrer')
      .send(page)
  })
}
