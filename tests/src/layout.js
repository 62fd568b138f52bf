// Answers what is wrong with the page's layout as it stands, in words; an empty list where nothing is.
const SLACK = 2;
const faults = [];
const styleOf = new Map();
const style = (element) => {
  if (!styleOf.has(element)) styleOf.set(element, getComputedStyle(element));
  return styleOf.get(element);
};
const say = (element) => {
  const id = element.closest("[data-testid]")?.dataset.testid ?? "no id";
  const text = element.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
  return `<${element.tagName.toLowerCase()}> in ${id} "${text}"`;
};
const isShown = (element) =>
  element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.closest("svg svg, [data-tabster-dummy]");
// Where a modal panel or dialog is open, the page behind it can't be used.
const modals = [...document.querySelectorAll("[aria-modal=true], [role=alertdialog]")].filter(isShown);
const scope = modals.at(-1) ?? document.body;
const inFlow = (element) =>
  !["absolute", "fixed", "sticky"].includes(style(element).position) &&
  !["inline", "contents", "none"].includes(style(element).display) &&
  style(element).float === "none" &&
  !(element instanceof SVGElement && element.tagName !== "svg") &&
  isShown(element);

const isInScroller = (inner, outer) => {
  for (let around = inner.parentElement; around && around !== outer; around = around.parentElement) {
    if (style(around).overflowY !== "visible") return true;
  }
  return false;
};

for (const parent of [scope, ...scope.querySelectorAll("*")]) {
  if (parent instanceof SVGElement) continue;
  const boxes = [...parent.children].filter(inFlow).map((element) => [element, element.getBoundingClientRect()]);
  boxes.forEach(([a, boxA], place) => {
    for (const [b, boxB] of boxes.slice(place + 1)) {
      const width = Math.min(boxA.right, boxB.right) - Math.max(boxA.left, boxB.left);
      const height = Math.min(boxA.bottom, boxB.bottom) - Math.max(boxA.top, boxB.top);
      if (width > SLACK && height > SLACK) {
        faults.push(`${say(a)} and ${say(b)} overlap by ${Math.round(width)} × ${Math.round(height)}`);
      }
    }
  });
}

// What is given less height than it needs runs over what stands below it.
const text = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
for (const element of scope.querySelectorAll("*")) {
  if (!(element instanceof HTMLElement) || !inFlow(element) || style(element).overflowY !== "visible") continue;
  const { bottom } = element.getBoundingClientRect();
  const over = [...element.querySelectorAll("*")].filter((inner) => inFlow(inner) && text(inner));
  const lowest = Math.max(bottom, ...over.filter((inner) => !isInScroller(inner, element)).map((inner) => inner.getBoundingClientRect().bottom));
  if (lowest > bottom + SLACK) faults.push(`${say(element)} is ${Math.round(lowest - bottom)} too low for what it holds`);
}

// What scrolls may be wider than it shows; so may what says with dots and a title that something is left out.
const scrolls = (element) => ["auto", "scroll"].includes(style(element).overflowX);
const isHiddenForEyes = (element) => style(element).clip !== "auto" || style(element).clipPath !== "none";
for (const element of scope.querySelectorAll("*")) {
  if (element instanceof SVGElement || !isShown(element)) continue;
  const { overflowX, textOverflow, position } = style(element);
  const isCut = ["hidden", "clip"].includes(overflowX) && element.scrollWidth > element.clientWidth + SLACK;
  if (isCut && element.clientWidth > 1 && !(textOverflow === "ellipsis" && element.title) && !isHiddenForEyes(element)) {
    faults.push(`${say(element)} is cut off: ${element.scrollWidth} wide in ${element.clientWidth}`);
  }
  const box = element.getBoundingClientRect();
  let around = element.parentElement;
  while (around && !scrolls(around) && style(around).overflowX !== "hidden") around = around.parentElement;
  if (!around && position !== "absolute" && box.width > 0 && box.right > innerWidth + SLACK) {
    faults.push(`${say(element)} stands ${Math.round(box.right - innerWidth)} outside the window`);
  }
}
if (document.documentElement.scrollWidth > innerWidth + SLACK) {
  faults.push(`the page scrolls sideways: ${document.documentElement.scrollWidth} wide in ${innerWidth}`);
}
return faults;
