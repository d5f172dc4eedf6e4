"use strict";
for (const box of document.querySelectorAll(".filters")) {
  const cards = [...document.querySelectorAll(`#${box.dataset.list} > article`)];
  const apply = () => {
    const kind = box.querySelector("[name=kind]").value;
    const doc = box.querySelector("[name=doc]").value;
    const words = box.querySelector("[name=words]").value.toLowerCase();
    let shown = 0;
    for (const card of cards) {
      const fits = (!kind || card.dataset.kinds.split("|").includes(kind))
        && (!doc || card.dataset.doc === doc)
        && (!words || card.textContent.toLowerCase().includes(words));
      card.hidden = !fits;
      shown += fits;
    }
    box.querySelector("output").textContent = `${shown} of ${cards.length}`;
  };
  box.addEventListener("input", apply);
  apply();
}
for (const table of document.querySelectorAll("table.sortable")) {
  table.querySelectorAll("th").forEach((head, column) => head.addEventListener("click", () => {
    const rows = [...table.tBodies[0].rows];
    const value = row => row.cells[column].textContent;
    const number = row => parseFloat(value(row));
    const numeric = rows.some(row => !Number.isNaN(number(row)));
    const down = head.dataset.down !== "yes";
    head.dataset.down = down ? "yes" : "no";
    rows.sort((a, b) => {
      if (!numeric) return value(a).localeCompare(value(b), "vi");
      const [x, y] = [number(a), number(b)];
      return (Number.isNaN(x) ? -Infinity : x) - (Number.isNaN(y) ? -Infinity : y);
    });
    if (down) rows.reverse();
    table.tBodies[0].append(...rows);
  }));
}
