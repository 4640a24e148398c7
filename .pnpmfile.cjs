/** What only this repository needs is left out of a published package.json: the private contract is inlined at build. */
function beforePacking({ devDependencies, scripts, ...published }) {
  return published;
}

module.exports = { hooks: { beforePacking } };
