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
import type { FileStore } from './file-store.ts'
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
    write: async (key, body) => {
      if (body.length <= PART_BYTES) await client.send(new PutObjectCommand({ ...at(key), Body: body }))
      else await writeInParts(client, at(key), body)
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

/** Part by part; when one fails for good the whole upload is given up, so that no paid remains lie about. */
async function writeInParts(client: S3Client, at: { Bucket: string; Key: string }, body: Buffer): Promise<void> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(at))
  try {
    const Parts: { PartNumber: number; ETag: string | undefined }[] = []
    for (let from = 0; from < body.length; from += PART_BYTES) {
      const PartNumber = Parts.length + 1
      const Body = body.subarray(from, from + PART_BYTES)
      const { ETag } = await client.send(new UploadPartCommand({ ...at, UploadId, PartNumber, Body }))
      Parts.push({ PartNumber, ETag })
    }
    await client.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } }))
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand({ ...at, UploadId })).catch(() => undefined)
    throw error
  }
}
