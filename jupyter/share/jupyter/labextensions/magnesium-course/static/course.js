// JupyterLab loads this file as it stands; these lines are what a bundler would write. The parts
// are modules of their own: starting, folding, locking, fresh copies, presenting.
{
  const plugin = new URL("plugin.js", document.currentScript.src).href;
  let shared; // JupyterLab's own modules, by name and version
  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB["magnesium-course"] = {
    init: (scope) => (shared = scope),
    get: async () => {
      const { makePlugin } = await import(plugin);
      const made = await makePlugin(shared);
      return () => ({ __esModule: true, default: made });
    },
  };
}
