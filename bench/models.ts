// The models of the benchmark, by the name of the template that they are.

interface Setting {
  /** Pixels of a side of the digits that it trains on; 0 where it trains on points. */
  readonly side: 0 | 14 | 28
  readonly batchSize: number
}

const settings = {
  vae: { side: 28, batchSize: 128 },
  'vae-conv': { side: 28, batchSize: 128 },
  made: { side: 28, batchSize: 100 },
  gan: { side: 0, batchSize: 256 },
  aae: { side: 28, batchSize: 100 },
  realnvp: { side: 0, batchSize: 256 },
  pixelcnn: { side: 28, batchSize: 32 },
  glow: { side: 14, batchSize: 64 },
} satisfies Record<string, Setting>

export type ModelName = keyof typeof settings

export const models: Readonly<Record<ModelName, Setting>> = settings
export const isModelName = (name: string): name is ModelName => Object.hasOwn(settings, name)
export const modelNames = Object.keys(settings).filter(isModelName)
