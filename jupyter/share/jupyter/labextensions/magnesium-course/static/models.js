// A card that comes back after a reload waits two seconds for Python's account of it, in steps, and
// gives up without a look at what came during the last one. On a busy machine that is often all.
const MANAGER = "@jupyter-widgets/base-manager";

export async function lookOnceMore(shared, load) {
  if (!shared[MANAGER]) return; // a JupyterLab without widgets
  const { prototype } = (await load(shared, MANAGER)).ManagerBase;
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
