// The keyboard. Keys with a modifier, and keys typed into a field, belong to the browser.

const KEYS = [
  ["j", "key_next"], ["k", "key_previous"], ["→", "key_next_article"], ["←", "key_previous_article"],
  ["↑ ↓", "key_move"], ["/", "key_search"], ["r", "key_rejects"], ["Esc", "key_close"], ["?", "key_help"],
];

const helpDialog = () => el("dialog", { "aria-labelledby": "help-title" },
  el("h2", { id: "help-title" }, t("keys")),
  el("dl", {}, KEYS.map(([key, meaning]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, t(meaning))])),
  el("h2", {}, t("legend")),
  el("ul", { class: "legend" },
    el("li", {}, el("span", { class: "figure" }, el("span", { class: "value" }, "12"), " abc"), ` ${t("legend_figure")}`),
    el("li", {}, el("span", { class: "figure" }, el("span", { class: "value low" }, "12"), " abc"), ` ${t("legend_low")}`),
    el("li", {}, el("span", { class: "time" }, "12/3"), ` ${t("legend_time")}`),
    el("li", {}, el("span", { class: "place" }, "abc"), ` ${t("legend_place")}`),
    el("li", {}, el("span", { class: "reject" }, "12"), ` ${t("legend_reject")}`),
    data.gold && el("li", {}, el("span", { class: "missed" }, "12 abc"), ` ${t("legend_missed")}`)),
  el("form", { method: "dialog" }, el("button", {}, t("close"))));

const moveFocus = (event, step) => {
  const link = document.activeElement?.closest(".rows a");
  if (!link) return;
  const next = step > 0 ? link.parentElement.nextElementSibling : link.parentElement.previousElementSibling;
  next?.querySelector("a")?.focus();
  event.preventDefault();
};

const listenToKeys = actions => document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const field = event.target.closest("input, select, textarea");
  if (event.key === "Escape") {
    actions.close(field);
    return;
  }
  if (field || event.target.closest("dialog")) return;
  const doing = {
    j: () => actions.figure(1), k: () => actions.figure(-1), r: actions.rejects, "?": actions.help,
    "/": actions.search, ArrowRight: () => actions.article(1), ArrowLeft: () => actions.article(-1),
  }[event.key];
  if (doing) {
    event.preventDefault();
    doing();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    moveFocus(event, event.key === "ArrowDown" ? 1 : -1);
  } else if ((event.key === "Enter" || event.key === " ") && event.target.items) {
    event.preventDefault();
    event.target.click();
  }
});
