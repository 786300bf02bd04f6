// Calls the engine in its worker; every method returns a promise.
import type { Problem } from 'leadgrade-wasm'
import type { Answer, Engine, Method, Request } from './protocol.ts'

/** Problems of a model or of data that the engine found. */
export class EngineError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(({ message, help }) => (help ? `${message} (${help})` : message)).join('\n'))
  }
}

type Remote = {
  [M in Method]: (...given: Parameters<Engine[M]>) => Promise<Awaited<ReturnType<Engine[M]>>>
}

interface Waiting {
  done(result: unknown): void
  failed(error: Error): void
}

function connect(): Remote {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, Waiting>()
  let last = 0
  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    const one = waiting.get(data.id)
    waiting.delete(data.id)
    if ('result' in data) one?.done(data.result)
    else one?.failed('problems' in data ? new EngineError(data.problems) : new Error(data.failed))
  }
  worker.onerror = ({ message }) => {
    for (const { failed } of waiting.values()) failed(new Error(message || 'the worker could not be started'))
    waiting.clear()
  }
  const ask = (method: Method, given: unknown[]) =>
    new Promise((done, failed) => {
      const request: Request = { id: ++last, method, given }
      waiting.set(request.id, { done, failed })
      worker.postMessage(request)
    })
  return new Proxy({} as Remote, {
    get: (_, method: Method) => (...given: unknown[]) => ask(method, given),
  })
}

export const engine = connect()

/**
 * Runs slow work one call at a time. Of the calls during a run only the latest is kept, so that
 * typing and sliding never queue up.
 */
export function latest<Given>(work: (given: Given) => Promise<void>): (given: Given) => void {
  let busy = false
  let next: { given: Given } | undefined
  return async function ask(given: Given) {
    next = { given }
    if (busy) return
    busy = true
    try {
      while (next) {
        const now: { given: Given } = next
        next = undefined
        await work(now.given)
      }
    } finally {
      busy = false
    }
  }
}
