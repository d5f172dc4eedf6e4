WITH facts AS (
    SELECT
        id, doc_id, indicator, object, action, unit, value, period, period_type, name,
        locality_name, locality_province, evidence
    FROM figures
    WHERE repeat_of IS NULL
      AND status = 'achieved'
      AND value_kind = 'level'
      AND approx = 'exact'
      AND period IS NOT NULL
      AND period_confidence = 'high'
      AND locality_name IS NOT NULL
      AND value IS NOT NULL
),
disputed AS (
    SELECT indicator, object, action, unit, period, period_type, locality_name, locality_province, name
    FROM facts
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    HAVING count(DISTINCT value) > 1 AND count(DISTINCT doc_id) > 1
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
    one.evidence AS one_sentence,
    other.evidence AS other_sentence,
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
ORDER BY province, locality, period, one.indicator, one.object, one_figure, other_figure
LIMIT 500
