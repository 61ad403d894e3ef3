import { readFile, stat } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { BufferReader, RemoteZipReader } from '@cj-tech-master/excelts/archive'
import { isWorkbookFault, type WorkbookLimits, workbookFault } from './workbook-fault.ts'

type ZipEntryInfo = ReturnType<RemoteZipReader['getEntries']>[number]

/** The parts of an Office file, unpacked as they are asked for. */
export type OfficePackage = {
  /** The bytes of the whole file. */
  bytes: Uint8Array
  has: (path: string) => boolean
  /** A part as pieces of text. Throws a fault when the parts read so far unpack to more than the limit. */
  chunks: (path: string) => AsyncGenerator<string>
  /** A whole small part. */
  text: (path: string) => Promise<string>
}

/** An honest workbook has tens of parts; a directory of a million entries is an attack. */
const MAX_ENTRIES = 10_000
const STORED = 0
const DEFLATED = 8

async function bytesOf(source: Uint8Array | string, maxBytes: number): Promise<Uint8Array> {
  const size = typeof source === 'string' ? (await stat(source)).size : source.byteLength
  if (size > maxBytes) throw workbookFault('excel.too_large', { bytes: size, limit: maxBytes })
  return typeof source === 'string' ? readFile(source) : source
}

/** Names what people upload by mistake before the archive reader stumbles over it. */
function checkSignature(bytes: Uint8Array): void {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('hex')
  if (head === 'd0cf11e0a1b11ae1') {
    // An old .xls and an .xlsx with a password are both OLE containers; only the latter holds this stream name.
    const encrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
      'EncryptedPackage',
      0,
      'utf16le',
    )
    throw workbookFault(encrypted ? 'excel.encrypted' : 'excel.old_format')
  }
  if (!head.startsWith('504b0304')) throw workbookFault('excel.not_a_workbook')
}

function unpacked(zip: RemoteZipReader, entry: ZipEntryInfo): AsyncIterable<Uint8Array> {
  const raw = zip.getRawCompressedStream(entry)
  if (raw === null || entry.isEncrypted) throw workbookFault('excel.encrypted')
  if (entry.compressionMethod === STORED) return raw
  if (entry.compressionMethod !== DEFLATED) throw workbookFault('excel.damaged', { part: entry.path })
  const inflate = createInflateRaw()
  pipeline(Readable.from(raw), inflate, () => {})
  return inflate
}

/**
 * Opens a workbook file (bytes or a path) as an archive of parts. The declared sizes of the parts are never believed:
 * what really comes out of the inflater is counted and cut off at the limit.
 */
export async function openPackage(source: Uint8Array | string, limits: WorkbookLimits): Promise<OfficePackage> {
  const bytes = await bytesOf(source, limits.maxBytes)
  checkSignature(bytes)
  const zip = await RemoteZipReader.fromReader(new BufferReader(bytes)).catch(() => {
    throw workbookFault('excel.damaged', { part: '' })
  })
  const entries = new Map(zip.getEntries().map(entry => [entry.path.replaceAll('\\', '/').toLowerCase(), entry]))
  if (entries.size > MAX_ENTRIES) throw workbookFault('excel.damaged', { part: '' })
  let unpackedBytes = 0

  async function* chunks(path: string): AsyncGenerator<string> {
    const entry = entries.get(path.toLowerCase())
    if (!entry) throw workbookFault('excel.damaged', { part: path })
    const decoder = new TextDecoder()
    let checksum = 0
    try {
      for await (const chunk of unpacked(zip, entry)) {
        unpackedBytes += chunk.byteLength
        checksum = crc32(chunk, checksum)
        if (unpackedBytes > limits.maxUnpackedBytes) {
          throw workbookFault('excel.expands_too_much', { limit: limits.maxUnpackedBytes })
        }
        yield decoder.decode(chunk, { stream: true })
      }
    } catch (error) {
      if (isWorkbookFault(error)) throw error
      throw workbookFault('excel.damaged', { part: path })
    }
    if (checksum !== entry.crc32) throw workbookFault('excel.damaged', { part: path })
    yield decoder.decode()
  }

  async function text(path: string): Promise<string> {
    let whole = ''
    for await (const chunk of chunks(path)) whole += chunk
    return whole
  }

  return { bytes, has: path => entries.has(path.toLowerCase()), chunks, text }
}
