// Reading and writing a tensor's numbers where they lie, for an optimiser that updates parameters
// without making new tensors. Possible on WASM, whose memory JavaScript shares; elsewhere both buffers
// are null, and the optimiser falls back on tensor operations.
//
//   const weights = inPlaceBuffer(parameter), slope = readBuffer(gradient)
//   if (weights && slope) { for (...) weights[i] -= rate * slope[i]; markChanged(parameter) }
import * as tf from '@tensorflow/tfjs-core'
import { type Native, nativeOf } from './wasm-kernels/native/module.ts'
import { heapFloats, isWasmBackend, refreshTensor, type WasmBackend } from './wasm-kernels/wasm-backend.ts'

/**
 * The numbers of a float32 tensor of any shape, row-major, for reading. The view is good until the next
 * tensor is made: WASM memory that grows leaves older views empty. Null where memory is not shared.
 */
export function readBuffer(tensor: tf.Tensor): Float32Array | null {
  const backend = wasmBackendOf(tensor)
  return backend === null ? null : heapFloats(backend, tensor)
}

/**
 * As `readBuffer`, for writing; call `markChanged` afterwards, before the tensor is used again. Null
 * also while another tensor (a clone, a reshaped view) shares the numbers: it would change with them.
 */
export function inPlaceBuffer(tensor: tf.Tensor): Float32Array | null {
  const backend = wasmBackendOf(tensor)
  if (backend === null || backend.dataIdMap.get(tensor.dataId).refCount > 1) return null
  return heapFloats(backend, tensor)
}

/** Tells the backend that the tensor's numbers were written in place; without it products stay stale. */
export function markChanged(tensor: tf.Tensor): void {
  const backend = wasmBackendOf(tensor)
  if (backend === null) {
    throw new Error(
      `markChanged: a tensor of shape [${tensor.shape}] is not in WASM memory, nothing was written there.`,
    )
  }
  refreshTensor(backend, tensor)
}

/** Our own functions on the heap that the tensor lies on; null where it lies on none, or they cannot run. */
export function nativeFor(tensor: tf.Tensor): Native | null {
  const backend = wasmBackendOf(tensor)
  return backend === null ? null : nativeOf(backend)
}

function wasmBackendOf(tensor: tf.Tensor): WasmBackend | null {
  const backend = tf.backend()
  if (tensor.dtype !== 'float32' || !isWasmBackend(backend)) return null
  // A tensor made on another backend moves here when a kernel first uses it, not before.
  return backend.dataIdMap.has(tensor.dataId) ? backend : null
}
