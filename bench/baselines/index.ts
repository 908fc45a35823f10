// The baselines, by the name of the template that they are measured against.
import type { ModelName } from '../models.ts'
import { aae } from './aae.ts'
import type { Baseline } from './baseline.ts'
import type { Images } from './batches.ts'
import { gan } from './gan.ts'
import { glow } from './glow.ts'
import { made } from './made.ts'
import { pixelcnn } from './pixelcnn.ts'
import { realnvp } from './realnvp.ts'
import { vae } from './vae.ts'
import { vaeConv } from './vae-conv.ts'

type Make = (images: Images, batchSize: number) => Baseline

export const baselines: Readonly<Record<ModelName, Make>> = {
  vae,
  'vae-conv': vaeConv,
  made,
  gan: (_images, batchSize) => gan(batchSize),
  aae,
  realnvp: (_images, batchSize) => realnvp(batchSize),
  pixelcnn,
  glow,
}
