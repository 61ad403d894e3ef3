import { Agent, request } from 'node:http'

/**
 * A load of its own process: asks one address over kept connections for some seconds and prints `{requests, failed, p50, p95, p99}` as JSON.
 * Only this machine's loopback. Arguments: address, headers as JSON, seconds, connections.
 */
const [address = '', headersText = '{}', seconds = '5', connections = '16'] = process.argv.slice(2)
const url = new URL(address)
if (url.hostname !== '127.0.0.1') throw new Error('Only this machine is asked.')
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) })
const headers = JSON.parse(headersText) as Record<string, string>
const times: number[] = []
let failed = 0

function ask(): Promise<void> {
  const began = performance.now()
  return new Promise(resolve => {
    // As if from many addresses: the limit of requests from one is not what is measured.
    const from = `10.0.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`
    const asked = request(url, { agent, headers: { ...headers, 'x-forwarded-for': from } }, answer => {
      answer.resume()
      answer.on('end', () => {
        if (answer.statusCode !== 200) failed += 1
        times.push(performance.now() - began)
        resolve()
      })
    })
    asked.on('error', () => {
      failed += 1
      resolve()
    })
    asked.end()
  })
}

async function keepAsking(until: number): Promise<void> {
  while (performance.now() < until) await ask()
}

const until = performance.now() + 1000 * Number(seconds)
await Promise.all(Array.from({ length: Number(connections) }, () => keepAsking(until)))
const sorted = times.toSorted((a, b) => a - b)
const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0
console.log(JSON.stringify({ requests: times.length, failed, p50: at(0.5), p95: at(0.95), p99: at(0.99) }))
process.exit(0)
