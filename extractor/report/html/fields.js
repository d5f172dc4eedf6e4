// Fields of records as rows of a card.

const row = (label, ...content) => {
  const shown = content.flat(Infinity).filter(part => part !== null && part !== undefined && part !== false && part !== "");
  return shown.length ? [el("dt", {}, t(label)), el("dd", {}, shown)] : [];
};

// A code in words, with the code itself for those who go on to the data.
const coded = (list, code) => {
  if (code === undefined || code === null) return null;
  const label = term(list, code);
  return label === code ? label : [label, " ", el("code", {}, code)];
};

const why = (list, code) => {
  const reason = words.why[list]?.[code];
  return reason && el("small", {}, reason);
};

const section = (title, ...rows) => {
  const filled = rows.flat(Infinity).filter(Boolean);
  return filled.length ? el("section", {}, el("h4", {}, t(title)), el("dl", {}, filled)) : null;
};

const ruleChips = ids => el("ul", { class: "rules" }, [...new Set(ids)].map(id =>
  el("li", {}, el("code", {}, id), data.notes[id] && el("small", {}, data.notes[id]))));

const meter = share => [
  el("meter", { min: 0, max: 1, low: 0.6, high: 0.8, optimum: 1, value: share, "aria-label": t("confidence") }),
  ` ${percent(share)}`,
];

const REACH = 160;

// A stretch of text within its paragraph, which is cut between words if it is long.
const inText = (article, start, end, value = [start, start]) => {
  const { chars } = article;
  const [from, to] = paragraph(article, start, end);
  let left = Math.max(from, start - REACH);
  let right = Math.min(to, end + REACH);
  while (left > from && left < start && !/\s/u.test(chars[left - 1])) left += 1;
  while (right < to && right > end && !/\s/u.test(chars[right])) right -= 1;
  return el("blockquote", { lang: "vi" }, left > from && "… ", cut(chars, left, start),
    el("mark", {}, cut(chars, start, value[0]), value[1] > value[0] && el("b", {}, cut(chars, ...value)), cut(chars, value[1], end)),
    cut(chars, end, right), right < to && " …");
};

const what = figure => section("what",
  row("indicator", coded("indicator", figure.indicator)),
  row("object", coded("object", figure.object)),
  row("name", figure.name),
  row("action", coded("action", figure.action)),
  row("head", figure.head && cut(figure.article.chars, ...figure.head)),
  row("status", coded("status", figure.status), why("status", figure.status)));

const howMuch = figure => section("how_much",
  row("value", figure.value ? grouped(figure.value) : t("malformed")),
  row("value_max", figure.value_max && grouped(figure.value_max)),
  row("denominator", figure.denominator && grouped(figure.denominator)),
  row("unit", unit(figure), " ", el("code", {}, figure.unit)),
  row("value_kind", coded("value_kind", figure.value_kind)),
  row("approx", coded("approx", figure.approx)),
  row("as_written", `“${figure.valueText}”`));

const when = figure => section("when",
  row("period", figure.period ?? t("no_period"), figure.period_type && [" ", el("small", {}, term("period_type", figure.period_type))]),
  row("read_from", figure.period_text && `“${figure.period_text}”`),
  row("because", coded("period_source", figure.period_source), why("period_source", figure.period_source)),
  row("certainty", term("certainty", figure.period_confidence)),
  row("base_period", figure.base_period));

const where = figure => {
  const place = figure.locality;
  return section("where",
    row("place", place ? placeChain(place) : t("no_place"), place && [" ", el("small", {}, term("locality_level", place.level))]),
    row("province_2025", place?.province_2025 !== place?.province && place?.province_2025),
    row("code", place?.code && el("code", {}, place.code)),
    row("because", coded("locality_source", figure.locality_source), why("locality_source", figure.locality_source)));
};

const grounds = figure => section("grounds",
  row("confidence", meter(figure.confidence)),
  row("rules", figure.provenance && ruleChips(figure.provenance.rule_ids)),
  row("notes", (figure.notes ?? []).map(note => el("div", {}, term("note", note)))),
  row("recogniser", figure.provenance?.ner !== "none" && figure.provenance?.ner),
  row("record", el("code", {}, figure.record_id)),
  row("position", t("characters", { start: figure.start, end: figure.end }),
    figure.region && ` · ${term("region", figure.region)}`,
    figure.sentence_id !== undefined && ` · ${t("sentence", { n: figure.sentence_id + 1 })}`),
  row("version", figure.provenance?.version));
