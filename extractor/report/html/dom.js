// Elements are only ever made here, and text only ever becomes text: nothing is parsed as HTML.

const el = (tag, properties = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return node;
};

const button = (label, onclick, properties = {}) => el("button", { type: "button", onclick, ...properties }, label);

// A list that makes its rows when they come into sight.
class LazyList {
  constructor(node, render, step = 80) {
    this.node = node;
    this.render = render;
    this.step = step;
    this.end = el("li", { class: "end", "aria-hidden": "true" });
    this.observer = new IntersectionObserver(entries => {
      if (entries.some(entry => entry.isIntersecting)) this.more();
    }, { root: node, rootMargin: "600px" });
  }

  show(items) {
    this.observer.disconnect();
    this.items = items;
    this.made = 0;
    this.node.replaceChildren(this.end);
    this.node.scrollTop = 0;
    this.more();
    this.observer.observe(this.end);
  }

  more() {
    const next = this.items.slice(this.made, this.made + this.step);
    this.made += next.length;
    this.end.before(...next.map(this.render));
    if (this.made >= this.items.length) this.observer.disconnect();
    else if (next.length) {
      // Observing anew reports again while the end is still in sight.
      this.observer.unobserve(this.end);
      this.observer.observe(this.end);
    }
  }

  // Make rows up to and including this item, so that it can be scrolled to.
  reach(index) {
    while (this.made <= index && this.made < this.items.length) this.more();
    return this.node.children[index] ?? null;
  }
}
