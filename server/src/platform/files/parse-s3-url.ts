interface Bucket {
  endpoint: string
  region: string
  bucket: string
  /** Put before every key; ends with a slash or is empty. */
  prefix: string
  accessKeyId: string
  secretAccessKey: string
}

/** Reads `https://key:secret@host/bucket/prefix?region=cn-north-1`; throws one clear sentence when it makes no sense. */
export function parseS3Url(text: string): Bucket {
  const url = URL.parse(text)
  const [bucket = '', ...folders] = url?.pathname.split('/').filter(Boolean) ?? []
  if (!url || !/^https?:$/.test(url.protocol) || !bucket || !url.username || !url.password)
    throw new Error('FILES_S3_URL must read https://key:secret@host/bucket, with ?region=… where the store wants one.')
  return {
    endpoint: `${url.protocol}//${url.host}`,
    region: url.searchParams.get('region') ?? 'us-east-1',
    bucket,
    prefix: folders.length > 0 ? `${folders.join('/')}/` : '',
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
  }
}
