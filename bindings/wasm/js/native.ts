import type { Core, NativeHistory, NativeModel, Text } from '../../typescript/src/core.js'
import { instance, lost, registerRescuable, within, type Rescuable } from './instance.js'
import { decoded } from './text.js'
import { NativeHistory as WasmHistory, NativeModel as WasmModel } from './wasm/leadgrade.js'

/** A model in the module's memory, and its text, to compile it again in another instance. */
export class ModelOfWasm implements NativeModel {
  private compiled: WasmModel
  private instance: number

  constructor(
    private readonly text: string,
    private readonly toml: boolean,
  ) {
    this.compiled = within(() => new WasmModel(text, toml))
    this.instance = instance()
  }

  /** The model in the current instance. */
  get current(): WasmModel {
    if (this.instance !== instance()) {
      this.compiled = within(() => new WasmModel(this.text, this.toml))
      this.instance = instance()
    }
    return this.compiled
  }

  call(
    operation: string,
    other: ModelOfWasm | undefined,
    history: HistoryOfWasm | undefined,
    request: Text,
    exact: boolean,
  ): string {
    const text = decoded(request)
    const [model, second, past] = inOneInstance(() => [this.current, other?.current, history?.current] as const)
    return within(() => {
      if (past && second) return model.callHistoryWith(operation, past, second, text, exact)
      if (past) return model.callHistory(operation, past, text, exact)
      if (second) return model.callWith(operation, second, text, exact)
      return model.call(operation, text, exact)
    })
  }
}

/**
 * Gets the objects of one call, all from the same instance. Getting one may restore it, which may
 * run out of memory and replace the instance; then all are fetched again.
 */
export function inOneInstance<T>(objects: () => T): T {
  let before
  let result
  do {
    before = instance()
    result = objects()
  } while (before !== instance())
  return result
}

/** From this length of text on, adding events may run out of memory, so the history is saved first. */
const LARGE = 1 << 16

/** A history in the module's memory, or its bytes while it is in no instance. */
export class HistoryOfWasm implements NativeHistory, Rescuable {
  private history: WasmHistory | undefined
  private bytes: Uint8Array | undefined
  private instance = instance()

  constructor(stored?: Text) {
    this.history = within(() => {
      if (stored === undefined) return new WasmHistory()
      return typeof stored === 'string' ? WasmHistory.fromJson(stored) : WasmHistory.fromBytes(stored)
    })
    registerRescuable(this)
  }

  /** The history in the current instance. @throws {LeadgradeError} if it was lost. */
  get current(): WasmHistory {
    if (this.history && this.instance === instance()) return this.history
    const { bytes } = this
    if (!bytes) throw lost('the history')
    this.history = within(() => WasmHistory.fromBytes(bytes))
    this.instance = instance()
    this.bytes = undefined
    return this.history
  }

  /** Copies the history out of an instance that is being replaced. */
  rescue(): void {
    if (!this.history || this.instance !== instance()) return
    try {
      this.bytes ??= this.history.toBytes()
    } catch {
      // The failed call was changing it, so its state is unknown and it is lost.
    }
    this.history = undefined
  }

  observe(model: ModelOfWasm, event: Text, exact: boolean): string {
    return this.observed(model, event, (history, compiled, text) => history.observe(compiled, text, exact))
  }

  observeAll(model: ModelOfWasm, events: Text, exact: boolean): string {
    return this.observed(model, events, (history, compiled, text) => history.observeAll(compiled, text, exact))
  }

  private observed(
    model: ModelOfWasm,
    events: Text,
    observe: (history: WasmHistory, model: WasmModel, text: string) => string,
  ): string {
    const text = decoded(events)
    const [history, compiled] = inOneInstance(() => [this.current, model.current] as const)
    return this.changed(text.length > LARGE, () => observe(history, compiled, text))
  }

  /** Changes the history; a `large` change that runs out of memory leaves it unchanged. */
  private changed<T>(large: boolean, change: () => T): T {
    const { current } = this
    if (large) this.bytes = within(() => current.toBytes())
    const answer = within(change)
    this.bytes = undefined
    return answer
  }

  forgetIdsBefore(model: ModelOfWasm, day: string): string {
    const [history, compiled] = inOneInstance(() => [this.current, model.current] as const)
    return within(() => history.forgetIdsBefore(compiled, day))
  }

  merge(other: HistoryOfWasm): void {
    const [history, second] = inOneInstance(() => [this.current, other.current] as const)
    this.changed(true, () => (other === this ? history.mergeSelf() : history.merge(second)))
  }

  equals(other: HistoryOfWasm): boolean {
    const [history, second] = inOneInstance(() => [this.current, other.current] as const)
    return within(() => history.equals(second))
  }

  info(): string {
    const { current } = this
    return within(() => current.info())
  }

  free(): void {
    if (this.history && this.instance === instance()) this.history.free()
    this.history = undefined
    this.bytes = undefined
  }

  toBytes(): Uint8Array {
    const { current } = this
    return within(() => current.toBytes())
  }

  toJson(): string {
    const { current } = this
    return within(() => current.toJson())
  }
}

/** The core as a WebAssembly module. */
export const CORE: Core = {
  compile: (text, format) => new ModelOfWasm(decoded(text), format === 'toml'),
  history: (stored) => new HistoryOfWasm(stored),
}
