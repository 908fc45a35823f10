// TensorFlow.js's modular core knows no gradient until this has run. Spelt without `.js`: that is the module the
// bundlers join with the core into one; the other spelling would load a second core.
import '@tensorflow/tfjs-core/dist/register_all_gradients'
