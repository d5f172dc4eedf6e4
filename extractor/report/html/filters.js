// What the reader wants to see. A figure has to pass every filter; an article shows if one of its figures
// does, or, with nothing but a search, if the words stand in its text.

const filter = { text: "", indicator: "", place: "", period: "", confidence: "", status: "", linked: "", outcome: "" };

const tests = {
  text: (figure, query) => searched(figure).includes(query),
  indicator: (figure, code) => figure.indicator === code,
  place: (figure, choice) => {
    const [field, name] = [choice.slice(0, choice.indexOf(":")), choice.slice(choice.indexOf(":") + 1)];
    if (field === "none") return !figure.locality;
    if (field === "level") return figure.locality?.level === name;
    return figure.locality?.[field] === name;
  },
  period: (figure, year) => (year === "none" ? !figure.period : yearsOf(figure.period).includes(Number(year))),
  confidence: (figure, range) => {
    const [low, high] = range.split("-").map(Number);
    return figure.confidence >= low && figure.confidence < high;
  },
  status: (figure, code) => figure.status === code,
  linked: (figure, type) => linkTypes(figure).includes(type),
  outcome: (figure, outcome) => figure.gold?.outcome === outcome,
};

const structured = () => Object.keys(filter).some(name => name !== "text" && filter[name]);

const passes = figure => Object.entries(filter).every(([name, value]) => !value || tests[name](figure, value));

// The articles to list, each with its figures that pass.
const selection = () => articles.flatMap(article => {
  const passing = article.figures.filter(passes);
  const missed = filter.outcome === "missed" && article.gold?.missed.length > 0;
  const byText = () => !structured() && (!filter.text || searchedText(article).includes(filter.text));
  return passing.length || missed || byText() ? [{ article, figures: passing }] : [];
});

// How other articles stand to this figure.
const linkTypes = figure => [...new Set([...(figure.across ?? []), ...(pointingAt.get(figure.record_id) ?? [])]
  .filter(link => link.reasons).map(link => link.type))];

const counted = (of, values) => {
  const counts = new Map();
  for (const item of of) for (const value of new Set(values(item))) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

const byLabel = new Intl.Collator(document.documentElement.lang).compare;

// [value, label] pairs of one group of choices.
const choices = (counts, label, order = ([a], [b]) => byLabel(label(a), label(b)), prefix = "") =>
  [...counts].sort(order).map(([value, count]) => [`${prefix}${value}`, `${label(value)} (${grouped(String(count))})`]);

const placeField = field => counted(figures, figure => (figure.locality?.[field] ? [figure.locality[field]] : []));

const groups = () => {
  const same = name => name;
  const wide = ["country", "region"].map(level =>
    [`level:${level}`, term("locality_level", level), figures.filter(figure => figure.locality?.level === level).length]);
  const bands = [["0.9-2", "≥ 0.9"], ["0.7-0.9", "0.7–0.9"], ["0.5-0.7", "0.5–0.7"], ["0-0.5", "< 0.5"]];
  return {
    indicator: { "": choices(counted(figures, figure => [figure.indicator]), code => term("indicator", code)) },
    place: {
      "": [...wide.filter(([, , count]) => count).map(([value, label, count]) => [value, `${label} (${count})`]), ["none:", t("no_place")]],
      [t("as_named")]: choices(placeField("province"), same, undefined, "province:"),
      [t("since_2025")]: choices(placeField("province_2025"), same, undefined, "province_2025:"),
    },
    period: {
      "": [...choices(counted(figures, figure => yearsOf(figure.period)), String, ([a], [b]) => b - a), ["none", t("no_period")]],
    },
    status: { "": choices(counted(figures, figure => [figure.status]), code => term("status", code)) },
    confidence: { "": bands },
    ...(data.links.length > 0 && { linked: { "": choices(counted(figures, linkTypes), type => term("rel", type)) } }),
    ...(data.gold && { outcome: { "": ["matched", "differs", "spurious", "missed"].map(name => [name, t(name)]) } }),
  };
};

const select = (name, grouping, onchange) => {
  const node = el("select", { name, "aria-label": t(`by_${name}`), onchange: () => onchange(name, node.value) },
    el("option", { value: "" }, t(`any_${name}`)));
  for (const [label, options] of Object.entries(grouping)) {
    const made = options.map(([value, text]) => el("option", { value }, text));
    if (label) node.append(el("optgroup", { label }, made));
    else node.append(...made);
  }
  return node;
};

const selects = onchange => Object.entries(groups()).map(([name, grouping]) => select(name, grouping, onchange));
