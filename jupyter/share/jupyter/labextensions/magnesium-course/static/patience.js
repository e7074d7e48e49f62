// anywidget (0.11) lets go for good of a widget that is not ready within two seconds: nothing that
// Python sends reaches it any more. On a busy machine a lesson's dozens take longer. It asks the
// browser for a signal after just this time, and has no setting; every other time stays as it is.
const ANYWIDGET_MS = 2000, PATIENCE_MS = 120_000;

export function waitForWidgets(signals = AbortSignal) {
  const { timeout } = signals;
  signals.timeout = (ms) => timeout.call(signals, ms === ANYWIDGET_MS ? PATIENCE_MS : ms);
}
