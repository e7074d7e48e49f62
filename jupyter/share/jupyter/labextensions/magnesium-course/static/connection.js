// Whether the line to Python holds. It may break for a moment, which nobody needs to know; after
// that it is lost, until it is there again. JupyterLab gives up after some tries: then ask for more.
const PATIENCE_MS = 4000, RETRY_MS = 5000;

export class Connection {
  constructor(told, clock = globalThis) {
    Object.assign(this, { told, clock, isLost: false }); // told: lost, back, reconnect
  }

  // "connected", "connecting" or "disconnected", as JupyterLab calls them.
  become(status) {
    if (status === "connected") return this.hold();
    this.waiting ??= this.clock.setTimeout(() => this.lose(), PATIENCE_MS);
    if (status !== "disconnected") return;
    this.clock.clearTimeout(this.again);
    this.again = this.clock.setTimeout(() => this.told.reconnect(), RETRY_MS);
  }

  lose() {
    this.isLost = true;
    this.told.lost();
  }

  hold() {
    this.stop();
    if (!this.isLost) return;
    this.isLost = false;
    this.told.back();
  }

  // Another Python, or none: what befell the line to the one before is past.
  begin() {
    this.stop();
    this.isLost = false;
  }

  stop() {
    this.clock.clearTimeout(this.waiting);
    this.clock.clearTimeout(this.again);
    this.waiting = null;
  }
}
