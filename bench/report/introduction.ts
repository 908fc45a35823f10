/** What stands above the results in docs/benchmarks.md. */
export const introduction = `# Benchmarks

Written by \`npm run bench\`; \`npm run bench:quick\` prints a shorter run. Everything is measured in one run. Processes of
Genloom, of hand-written TF.js and of PyTorch on one thread train the same model and take turns in short rounds, so that
whatever else the machine does falls on all of them alike. A round's time is the median of its steps.

- **Genloom** trains the template as the page's worker does, one step after the other, without previews.
- **Hand-written TF.js** (\`bench/baselines/\`) is the same model as a good TF.js user would write it, with layers, fused
  kernels, \`tf.train.adam\` and \`tf.tidy\`, in a separate process with the stock backends.
- **PyTorch** (\`bench/torch/\`) is the same model again, with \`torch.set_num_threads(1)\`.
- All draw their own batches and binarise them in every step; all have the same number of parameters, those that a mask
  always hides left out, or the run fails. They start from random weights of the same kinds, not from the same weights.
- Where one step takes longer than all rounds may (10 s in plain JavaScript), the first one is timed, once, and it says so.
- **WebGPU** is counted at the interfaces of the device. Dawn's null backend (the npm package \`webgpu\`) takes every
  command and computes nothing: what is left is the same on every machine, the number of commands and the time that
  JavaScript needs to give them. Counted are steps after the first twelve, without reading a loss.
- TF.js has no kernel for the gradients of convolutions on WASM: its models with convolutions cannot train there.`
