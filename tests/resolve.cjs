const path = require("node:path");

/** Tells dependency-cruiser where the alias "@/" leads (it cannot read tsconfig.json here). */
module.exports = { resolve: { alias: { "@": path.resolve(__dirname, "..") } } };
