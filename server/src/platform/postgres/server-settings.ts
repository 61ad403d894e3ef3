const mib = 1024 * 1024

/** What PostgreSQL is given on its command line: names and values of postgresql.conf. */
export type ServerSettings = Record<string, string>

/** The memory this process may count on: the machine's, or its container's when that is less. */
export function usableMemory(machineBytes: number, containerBytes: number | undefined): number {
  return containerBytes && containerBytes > 0 ? Math.min(machineBytes, containerBytes) : machineBytes
}

/**
 * Sizes a server that shares the machine with Anju's own processes.
 * `memoryBytes` is what may be used, `sharedMemoryBytes` what /dev/shm holds (containers often give 64 MiB).
 */
export function sizeServer(input: { memoryBytes: number; sharedMemoryBytes: number }): ServerSettings {
  const memoryMb = input.memoryBytes / mib
  const megabytes = (share: number, least: number, most: number) =>
    `${Math.round(Math.min(most, Math.max(least, memoryMb * share)))}MB`
  return {
    shared_buffers: megabytes(1 / 8, 64, 8192),
    effective_cache_size: megabytes(1 / 2, 128, 65_536),
    work_mem: megabytes(1 / 512, 4, 64),
    maintenance_work_mem: megabytes(1 / 32, 32, 1024),
    max_wal_size: '2GB',
    // Data folders live on flash nearly everywhere, and our queries are many and short.
    random_page_cost: '1.1',
    jit: 'off',
    // A bill run fills a young table within a minute: plans made without knowing that would walk all of it.
    autovacuum_naptime: '10s',
    ...(input.sharedMemoryBytes < 256 * mib ? { dynamic_shared_memory_type: 'mmap' } : {}),
  }
}

/** What never varies: reached from this machine only, and nothing of a query's content in the log. */
export const fixedSettings: ServerSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Refused statements reach the client, who reports them. Their text may hold personal data.
  log_min_messages: 'log',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}

/** Settings as arguments of the `postgres` binary. */
export function settingArguments(settings: ServerSettings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
