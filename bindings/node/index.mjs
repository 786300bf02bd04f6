// Re-exports the CommonJS classes, so that `instanceof` works across both module systems.
import leadgrade from './dist/node/src/index.js'

export const { Dataset, History, LeadgradeError, Model } = leadgrade
