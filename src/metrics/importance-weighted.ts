// The importance-weighted estimate of log p(x): log (1/K) sum_k w_k with w_k = p(x, z_k) / q(z_k | x)
// (Burda, Grosse & Salakhutdinov 2016, eq. 8), from log-weights that come one after another.

/** Accumulates any number of log-weights in doubles, without overflow or underflow. */
export interface LogMeanExp {
  add(logWeight: number): void
  /** Nats; -Infinity while nothing was added, or only weights of 0. */
  value(): number
}

export function createLogMeanExp(): LogMeanExp {
  let largest = Number.NEGATIVE_INFINITY
  /** The sum divided by exp(largest). */
  let scaled = 0
  let count = 0
  return {
    add(logWeight) {
      count++
      if (logWeight > largest) {
        scaled = scaled * Math.exp(largest - logWeight) + 1
        largest = logWeight
      } else if (logWeight !== Number.NEGATIVE_INFINITY) {
        // A weight of 0 adds nothing; two infinities would give NaN.
        scaled += logWeight === largest ? 1 : Math.exp(logWeight - largest)
      }
    },
    value: () => (scaled === 0 ? Number.NEGATIVE_INFINITY : largest + Math.log(scaled / count)),
  }
}
