// Finds the number behind a hash (ALTCHA, SHA-256). Its own SHA-256: crypto.subtle is missing where there is no TLS.
'use strict';
const K = new Int32Array(64);
{
  const root = (n, power) => {
    const part = Math.pow(n, power) % 1;
    return (part * 4294967296) | 0;
  };
  for (let n = 2, i = 0; i < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (prime) K[i++] = root(n, 1 / 3);
  }
}
const START = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
const W = new Int32Array(64);
const turn = (x, n) => (x >>> n) | (x << (32 - n));
function sha256(text) {
  const length = text.length;
  const blocks = ((length + 8) >> 6) + 1;
  const words = new Int32Array(blocks * 16);
  for (let i = 0; i < length; i++) words[i >> 2] |= text.charCodeAt(i) << (24 - (i & 3) * 8);
  words[length >> 2] |= 0x80 << (24 - (length & 3) * 8);
  words[blocks * 16 - 1] = length * 8;
  const H = Int32Array.from(START);
  for (let block = 0; block < words.length; block += 16) {
    let [a, b, c, d, e, f, g, h] = H;
    for (let i = 0; i < 64; i++) {
      if (i < 16) W[i] = words[block + i];
      else {
        const x = W[i - 15];
        const y = W[i - 2];
        W[i] =
          ((turn(y, 17) ^ turn(y, 19) ^ (y >>> 10)) + W[i - 7] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + W[i - 16]) | 0;
      }
      const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => (H[i] = (H[i] + value) | 0));
  }
  return [...H].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}
onmessage = ({ data: { salt, challenge, maxnumber } }) => {
  for (let n = 0; n <= maxnumber; n++) {
    if (sha256(salt + n) === challenge) {
      postMessage(n);
      return;
    }
  }
};
