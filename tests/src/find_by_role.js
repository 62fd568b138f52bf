// Finds what an assistive technology would find: elements with this role and, if given, exactly this accessible name.
// Answers the elements, and the names of all that have the role.
const [role, name, scope] = arguments;
if (typeof axe === "undefined") return null;
const tidy = (text) => text.replace(/\s+/g, " ").trim();
const { text } = axe.commons;
// axe leaves out what browsers do: a label also names a button, whatever role the button has.
// A role that takes no name, such as that of a term, is known by its text.
const nameOf = (node) =>
  text.accessibleTextVirtual(node) ||
  [...(node.actualNode.labels ?? [])]
    .map((label) => text.accessibleText(label, { inLabelledByContext: true }))
    .join(" ") ||
  (axe.commons.aria.getRole(node) === "term" ? text.visibleVirtual(node) : "");
const tree = axe.setup(document.documentElement);
try {
  const found = axe.utils
    .querySelectorAll(tree, "*")
    .filter((node) => axe.commons.aria.getRole(node) === role)
    .filter((node) => !scope || scope.contains(node.actualNode))
    .filter((node) => axe.commons.dom.isVisibleToScreenReaders(node))
    .map((node) => ({ element: node.actualNode, name: tidy(nameOf(node)) }));
  return {
    elements: found.filter((each) => name === null || each.name === name).map((each) => each.element),
    names: found.map((each) => each.name),
  };
} finally {
  axe.teardown();
}
