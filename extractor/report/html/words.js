// The page's own words, and how codes, numbers and amounts are written.

const words = JSON.parse(document.getElementById("words").textContent);

const t = (key, values = {}) =>
  (words.ui[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

// A code of a closed list in words; an analyst's own codes stand for themselves.
const term = (list, code) => words.terms[list]?.[code] ?? String(code).replaceAll("_", " ");

// Digits in groups of three, without going through a number.
const grouped = digits => {
  const [, sign, whole, fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(digits) ?? [];
  if (whole === undefined) return digits;
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, words.group);
  return (sign ? "\u2212" : "") + groups + (fraction ? words.point + fraction : "");
};

const APPROXIMATE = { about: "≈ ", more_than: "> ", nearly: "≲ ", at_least: "≥ ", at_most: "≤ ", few: "≈ ", magnitude: "≈ " };

// "≥ 1,200", "15/15", "100–999"; a numeral that cannot be read is shown as written.
const amount = figure => {
  if (figure.value === undefined) return figure.valueText;
  let shown = grouped(figure.value);
  if (figure.value_max !== undefined) shown += `–${grouped(figure.value_max)}`;
  if (figure.denominator !== undefined) shown += `/${grouped(figure.denominator)}`;
  return (APPROXIMATE[figure.approx] ?? "") + shown;
};

const unit = figure => {
  const name = figure.unit === "percent" ? "%" : term("unit", figure.unit);
  if (!figure.per) return name;
  const size = figure.per.value === "1" ? "" : `${grouped(figure.per.value)} `;
  return `${name} / ${size}${figure.per.unit.split("-").map(part => term("unit", part)).join("-")}`;
};

const dated = date => (date ? date.replace("T", " ") : t("no_date"));

const percent = share => `${Math.round(share * 100)}${words.percent}`;
