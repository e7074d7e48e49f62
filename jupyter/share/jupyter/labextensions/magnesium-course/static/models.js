// Widgets that come back after a reload, from Python's account of them.
const MANAGER = "@jupyter-widgets/base-manager";
const PATIENCE = 10_000; // milliseconds
const restorings = new Map(); // by the kernel's id: a promise, and what keeps it
let isNoted = false;

function restoringOf({ id }) {
  if (!restorings.has(id)) {
    const restoring = {};
    restoring.promise = new Promise((done) => (restoring.done = done));
    restorings.set(id, restoring);
  }
  return restorings.get(id);
}

// Cells that run before would close what is being restored, and then no card comes back.
export async function restored(kernel) {
  if (!isNoted || !kernel) return;
  const patience = new Promise((done) => setTimeout(done, PATIENCE));
  await Promise.race([restoringOf(kernel).promise, patience]);
}

export async function lookAfter(shared, load) {
  if (!shared[MANAGER]) return; // a JupyterLab without widgets
  const { prototype } = (await load(shared, MANAGER)).ManagerBase;
  lookOnceMore(prototype);
  noteRestoring(prototype);
}

// A card waits two seconds for Python's account of it, in steps, and gives up without a look at what
// came during the last one. On a busy machine that is often all.
function lookOnceMore(prototype) {
  const { get_model } = prototype;
  prototype.get_model = async function (id) {
    try {
      return await get_model.call(this, id);
    } catch (error) {
      if (this.has_model(id)) return get_model.call(this, id);
      throw error;
    }
  };
}

function noteRestoring(prototype) {
  const { _loadFromKernel } = prototype;
  isNoted = Boolean(_loadFromKernel);
  prototype._loadFromKernel = async function () {
    const { done } = restoringOf(this.kernel);
    return _loadFromKernel.call(this).finally(done);
  };
}
