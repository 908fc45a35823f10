// y[k][row] += sum over t of w[t][k] x[t][row], the one loop in which incremental evaluation spends its time.
// Rows are a multiple of 4. Built, and written as base64 into multiply-add-binary.ts, by
//   clang --target=wasm32 -O3 -msimd128 -nostdlib -Wl,--no-entry -Wl,--import-memory -Wl,--strip-all \
//     -Wl,--export=multiplyAdd -Wl,-z,stack-size=0 -Wl,--global-base=0 -o multiply-add.wasm multiply-add.c
#include <wasm_simd128.h>

typedef v128_t vec;
#define LOAD wasm_v128_load
#define STORE wasm_v128_store
#define FMA(sum, a, b) wasm_f32x4_add(sum, wasm_f32x4_mul(a, b))

static inline void four(float *y, const float *x, const float *w, int terms, int width, int rows, int row) {
  float *y0 = y + row, *y1 = y0 + rows, *y2 = y1 + rows, *y3 = y2 + rows;
  vec a0 = LOAD(y0), a1 = LOAD(y1), a2 = LOAD(y2), a3 = LOAD(y3);
  for (int t = 0; t < terms; t++) {
    vec xs = LOAD(x + t * rows + row);
    const float *ws = w + t * width;
    a0 = FMA(a0, wasm_v128_load32_splat(ws), xs);
    a1 = FMA(a1, wasm_v128_load32_splat(ws + 1), xs);
    a2 = FMA(a2, wasm_v128_load32_splat(ws + 2), xs);
    a3 = FMA(a3, wasm_v128_load32_splat(ws + 3), xs);
  }
  STORE(y0, a0), STORE(y1, a1), STORE(y2, a2), STORE(y3, a3);
}

static inline void fourTwice(float *y, const float *x, const float *w, int terms, int width, int rows, int row) {
  float *y0 = y + row, *y1 = y0 + rows, *y2 = y1 + rows, *y3 = y2 + rows;
  vec a0 = LOAD(y0), a1 = LOAD(y1), a2 = LOAD(y2), a3 = LOAD(y3);
  vec b0 = LOAD(y0 + 4), b1 = LOAD(y1 + 4), b2 = LOAD(y2 + 4), b3 = LOAD(y3 + 4);
  for (int t = 0; t < terms; t++) {
    vec xa = LOAD(x + t * rows + row), xb = LOAD(x + t * rows + row + 4);
    const float *ws = w + t * width;
    vec w0 = wasm_v128_load32_splat(ws), w1 = wasm_v128_load32_splat(ws + 1);
    vec w2 = wasm_v128_load32_splat(ws + 2), w3 = wasm_v128_load32_splat(ws + 3);
    a0 = FMA(a0, w0, xa), b0 = FMA(b0, w0, xb);
    a1 = FMA(a1, w1, xa), b1 = FMA(b1, w1, xb);
    a2 = FMA(a2, w2, xa), b2 = FMA(b2, w2, xb);
    a3 = FMA(a3, w3, xa), b3 = FMA(b3, w3, xb);
  }
  STORE(y0, a0), STORE(y1, a1), STORE(y2, a2), STORE(y3, a3);
  STORE(y0 + 4, b0), STORE(y1 + 4, b1), STORE(y2 + 4, b2), STORE(y3 + 4, b3);
}

static inline void one(float *y, const float *x, const float *w, int terms, int width, int rows, int row) {
  vec a = LOAD(y + row);
  for (int t = 0; t < terms; t++) a = FMA(a, wasm_v128_load32_splat(w + t * width), LOAD(x + t * rows + row));
  STORE(y + row, a);
}

static inline void oneFourTimes(float *y, const float *x, const float *w, int terms, int width, int rows, int row) {
  vec a = LOAD(y + row), b = LOAD(y + row + 4), c = LOAD(y + row + 8), d = LOAD(y + row + 12);
  for (int t = 0; t < terms; t++) {
    const float *xs = x + t * rows + row;
    vec ws = wasm_v128_load32_splat(w + t * width);
    a = FMA(a, ws, LOAD(xs)), b = FMA(b, ws, LOAD(xs + 4)), c = FMA(c, ws, LOAD(xs + 8)), d = FMA(d, ws, LOAD(xs + 12));
  }
  STORE(y + row, a), STORE(y + row + 4, b), STORE(y + row + 8, c), STORE(y + row + 12, d);
}

void multiplyAdd(float *y, const float *x, const float *w, int terms, int width, int rows) {
  int k = 0;
  for (; k + 4 <= width; k += 4) {
    int row = 0;
    for (; row + 8 <= rows; row += 8) fourTwice(y + k * rows, x, w + k, terms, width, rows, row);
    for (; row < rows; row += 4) four(y + k * rows, x, w + k, terms, width, rows, row);
  }
  for (; k < width; k++) {
    int row = 0;
    for (; row + 16 <= rows; row += 16) oneFourTimes(y + k * rows, x, w + k, terms, width, rows, row);
    for (; row < rows; row += 4) one(y + k * rows, x, w + k, terms, width, rows, row);
  }
}
