-- The index figures_exact holds exactly the figures that may be compared, in this order.
WITH facts AS NOT MATERIALIZED (
    SELECT
        id, doc_id, indicator, object, action, unit, value, period, period_type, name,
        locality_name, locality_province
    FROM figures INDEXED BY figures_exact
    WHERE repeat_of IS NULL
      AND status = 'achieved'
      AND value_kind = 'level'
      AND approx = 'exact'
      AND period_confidence = 'high'
      AND +period IS NOT NULL
      AND +locality_name IS NOT NULL
      AND +value IS NOT NULL
),
disputed AS MATERIALIZED (
    SELECT indicator, object, action, unit, period, period_type, locality_name, locality_province, name
    FROM facts
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    HAVING min(value) < max(value) AND min(doc_id) < max(doc_id)
)
SELECT
    one.locality_name AS locality,
    one.locality_province AS province,
    one.period,
    one.indicator,
    one.object,
    one.value AS one_value,
    other.value AS other_value,
    one.unit,
    (SELECT evidence FROM figures WHERE id = one.id) AS one_sentence,
    (SELECT evidence FROM figures WHERE id = other.id) AS other_sentence,
    one.id AS one_figure,
    other.id AS other_figure
FROM disputed
JOIN facts AS one USING (indicator, object, action, unit, period, period_type, locality_name)
JOIN facts AS other USING (indicator, object, action, unit, period, period_type, locality_name)
WHERE one.locality_province IS disputed.locality_province
  AND other.locality_province IS disputed.locality_province
  AND one.name IS disputed.name
  AND other.name IS disputed.name
  AND one.value < other.value
  AND one.doc_id <> other.doc_id
ORDER BY province, locality, one.period, one.indicator, one.object, one_figure, other_figure
LIMIT 500
