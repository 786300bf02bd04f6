import type { Core, NativeHistory, NativeModel, Text } from '../../typescript/src/core.js'
import { instance, keep, lost, within, type Kept } from './instance.js'
import { textual } from './text.js'
import { NativeHistory as WasmHistory, NativeModel as WasmModel } from './wasm/leadgrade.js'

/** A model in the module's memory, and its text to compile it anew in another instance. */
export class ModelOfWasm implements NativeModel {
  private compiled: WasmModel
  private of: number

  constructor(
    private readonly text: string,
    private readonly toml: boolean,
  ) {
    this.compiled = within(() => new WasmModel(text, toml))
    this.of = instance()
  }

  get held(): WasmModel {
    if (this.of !== instance()) {
      this.compiled = within(() => new WasmModel(this.text, this.toml))
      this.of = instance()
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
    const text = textual(request)
    const [model, second, past] = living(() => [this.held, other?.held, history?.held] as const)
    return within(() => {
      if (past && second) return model.callHistoryWith(operation, past, second, text, exact)
      if (past) return model.callHistory(operation, past, text, exact)
      if (second) return model.callWith(operation, second, text, exact)
      return model.call(operation, text, exact)
    })
  }
}

/**
 * What is to be given to one call: all of one instance. Bringing one of them into the instance may
 * end it, and then the others have to be brought as well.
 */
export function living<T>(all: () => T): T {
  let before
  let found
  do {
    before = instance()
    found = all()
  } while (before !== instance())
  return found
}

/** From this length on the text of events is so large that the history is stored before. */
const LARGE = 1 << 16

/** A history in the module's memory; its bytes, while it is not in the memory of this instance. */
export class HistoryOfWasm implements NativeHistory, Kept {
  private history: WasmHistory | undefined
  private bytes: Uint8Array | undefined
  private of = instance()

  constructor(stored?: Text) {
    this.history = within(() => {
      if (stored === undefined) return new WasmHistory()
      return typeof stored === 'string' ? WasmHistory.fromJson(stored) : WasmHistory.fromBytes(stored)
    })
    keep(this)
  }

  get held(): WasmHistory {
    if (this.history && this.of === instance()) return this.history
    const { bytes } = this
    if (!bytes) throw lost('the history')
    this.history = within(() => WasmHistory.fromBytes(bytes))
    this.of = instance()
    this.bytes = undefined
    return this.history
  }

  /** Takes the history out of an instance that is given up. */
  rescue(): void {
    if (!this.history || this.of !== instance()) return
    try {
      this.bytes ??= this.history.toBytes()
    } catch {
      // It was being changed: nobody knows what it holds.
    }
    this.history = undefined
  }

  observe(model: ModelOfWasm, event: Text, exact: boolean): string {
    return this.observed(model, event, (history, held, text) => history.observe(held, text, exact))
  }

  observeAll(model: ModelOfWasm, events: Text, exact: boolean): string {
    return this.observed(model, events, (history, held, text) => history.observeAll(held, text, exact))
  }

  private observed(
    model: ModelOfWasm,
    events: Text,
    observe: (history: WasmHistory, model: WasmModel, text: string) => string,
  ): string {
    const text = textual(events)
    const [history, held] = living(() => [this.held, model.held] as const)
    return this.changed(text.length > LARGE, () => observe(history, held, text))
  }

  /** Changes the history; what may need much memory leaves it as it was where it fails. */
  private changed<T>(large: boolean, change: () => T): T {
    const { held } = this
    if (large) this.bytes = within(() => held.toBytes())
    const answer = within(change)
    this.bytes = undefined
    return answer
  }

  forgetIdsBefore(model: ModelOfWasm, day: string): string {
    const [history, held] = living(() => [this.held, model.held] as const)
    return within(() => history.forgetIdsBefore(held, day))
  }

  merge(other: HistoryOfWasm): void {
    const [history, second] = living(() => [this.held, other.held] as const)
    this.changed(true, () => (other === this ? history.mergeSelf() : history.merge(second)))
  }

  equals(other: HistoryOfWasm): boolean {
    const [history, second] = living(() => [this.held, other.held] as const)
    return within(() => history.equals(second))
  }

  info(): string {
    const { held } = this
    return within(() => held.info())
  }

  free(): void {
    if (this.history && this.of === instance()) this.history.free()
    this.history = undefined
    this.bytes = undefined
  }

  toBytes(): Uint8Array {
    const { held } = this
    return within(() => held.toBytes())
  }

  toJson(): string {
    const { held } = this
    return within(() => held.toJson())
  }
}

/** The core as this package builds it. */
export const CORE: Core = {
  compile: (text, format) => new ModelOfWasm(textual(text), format === 'toml'),
  history: (stored) => new HistoryOfWasm(stored),
}
