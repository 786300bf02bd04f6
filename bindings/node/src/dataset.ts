import { LeadgradeError } from '../../typescript/src/index.js'
import { native, type Cancel, type NativeDataset } from './native.js'

/** A table of Arrow as IPC: the stream format or the file format. */
export type Ipc = Uint8Array

/** How to stop waiting. */
export interface Waiting {
  /** When it aborts, the promise rejects with its reason, and what has not begun will not. */
  signal?: AbortSignal | undefined
}

/** Profiles and events that stay in memory, to be scored again and again. */
export class Dataset {
  /** @internal */
  readonly native: NativeDataset

  private constructor(loaded: NativeDataset) {
    this.native = loaded
  }

  /**
   * Reads tables off the event loop.
   * @throws {LeadgradeError} for bytes that are no table.
   */
  static async load(
    { profiles, events }: { profiles?: Ipc | undefined; events?: Ipc | undefined },
    { signal }: Waiting = {},
  ): Promise<Dataset> {
    const read = (cancel: Cancel) => native.dataset(profiles, events, cancel)
    return new Dataset(await waited(signal, read))
  }

  /** How many rows there are. */
  get rows(): { profiles: number; events: number } {
    const [profiles, events] = this.native.rows()
    return { profiles, events }
  }
}

/** The result of work off the event loop, unless a signal aborts before. */
export async function waited<T>(
  signal: AbortSignal | undefined,
  begin: (cancel: Cancel) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted()
  const cancel = new native.Cancel()
  const result = begin(cancel).catch((error: unknown) => {
    throw LeadgradeError.from(error)
  })
  if (!signal) return result
  let stop = () => {}
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      cancel.cancel()
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([result, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
