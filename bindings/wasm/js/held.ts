import { LeadgradeError } from '../../typescript/src/index.js'
import { instance, lost } from './instance.js'

/** Something in the module's memory that cannot be made anew: it is lost with its instance. */
export class Held<T extends { free(): void }> {
  private readonly of = instance()
  private freed = false

  constructor(
    private readonly native: T,
    private readonly what: string,
  ) {}

  get(): T {
    if (this.of !== instance()) throw lost(this.what)
    if (!this.freed) return this.native
    const message = `${this.what} was used after \`free\``
    throw new LeadgradeError([{ code: 'freed', path: '', message, help: 'make another one' }])
  }

  free(): void {
    if (!this.freed && this.of === instance()) this.native.free()
    this.freed = true
  }
}
