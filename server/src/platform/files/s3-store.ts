import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import type { FileStore, Source } from './file-store.ts'
import { parseS3Url } from './parse-s3-url.ts'

/** What goes in one piece; larger bodies go in parts of this size, so that a broken line repeats one part only. S3 wants at least 5 MB. */
const PART_BYTES = 8 * 1024 * 1024

/** A bucket that speaks S3 (AWS, MinIO, and the object stores of the clouds here). Signed by SigV4; paths, not host names, name the bucket. */
export function openS3(address: string): FileStore {
  const { endpoint, region, bucket, prefix, accessKeyId, secretAccessKey } = parseS3Url(address)
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 3,
    // Stores other than AWS do not know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const at = (key: string) => ({ Bucket: bucket, Key: `${prefix}${key}` })
  return {
    write: async (key, source) => {
      const bytes = Buffer.isBuffer(source) ? source.length : source.bytes
      if (bytes > PART_BYTES) return writeInParts(client, at(key), partsOf(source))
      const Body = Buffer.isBuffer(source) ? source : await readFile(source.path)
      await client.send(new PutObjectCommand({ ...at(key), Body }))
    },
    read: async (key, range) => {
      try {
        const Range = range ? `bytes=${range.from}-${range.to}` : undefined
        const { Body } = await client.send(new GetObjectCommand({ ...at(key), Range }))
        return Body instanceof Readable ? Body : null
      } catch (error) {
        if (error instanceof NoSuchKey) return null
        throw error
      }
    },
    remove: async key => {
      await client.send(new DeleteObjectCommand(at(key)))
    },
  }
}

/** The pieces of what is stored, one in memory at a time. */
async function* partsOf(source: Source): AsyncGenerator<Buffer> {
  if (Buffer.isBuffer(source)) {
    for (let from = 0; from < source.length; from += PART_BYTES) yield source.subarray(from, from + PART_BYTES)
    return
  }
  for await (const part of createReadStream(source.path, { highWaterMark: PART_BYTES })) yield part as Buffer
}

/** Part by part; when one fails for good the whole upload is given up, so that no paid remains lie about. */
async function writeInParts(
  client: S3Client,
  at: { Bucket: string; Key: string },
  parts: AsyncGenerator<Buffer>,
): Promise<void> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(at))
  try {
    const Parts: { PartNumber: number; ETag: string | undefined }[] = []
    for await (const Body of parts) {
      const PartNumber = Parts.length + 1
      const { ETag } = await client.send(new UploadPartCommand({ ...at, UploadId, PartNumber, Body }))
      Parts.push({ PartNumber, ETag })
    }
    await client.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } }))
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand({ ...at, UploadId })).catch(() => undefined)
    throw error
  }
}
