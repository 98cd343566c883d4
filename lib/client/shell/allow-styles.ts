/**
 * Menus and dialogs keep the page behind them from scrolling by a style sheet that they write. It
 * carries the nonce found under this name, without which the page's policy refuses it.
 */
export function allowStyles(nonce: string): void {
  if (nonce !== "") Object.assign(globalThis, { __webpack_nonce__: nonce });
}
