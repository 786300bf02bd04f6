// The same classes as `require` gives: an error of one is an error of the other.
import leadgrade from './dist/node/src/index.js'

export const { Dataset, History, LeadgradeError, Model } = leadgrade
