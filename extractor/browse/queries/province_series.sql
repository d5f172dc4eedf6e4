WITH names AS MATERIALIZED (
    SELECT DISTINCT locality_province_2025 AS today, locality_province AS then_called FROM figures
),
asked AS MATERIALIZED (
    SELECT DISTINCT today FROM names
    WHERE bare(today) = bare(:province) OR bare(then_called) = bare(:province)
)
SELECT
    period,
    period_type,
    indicator,
    object,
    action,
    value,
    value_max,
    unit,
    approx,
    locality_name AS locality,
    locality_province AS province,
    evidence,
    id AS figure
FROM figures
WHERE repeat_of IS NULL
  AND same_as IS NULL
  AND status = 'achieved'
  AND value_kind = 'level'
  AND period IS NOT NULL
  AND (:indicator = '' OR indicator = :indicator)
  AND (:province = '' OR locality_province_2025 IN (SELECT today FROM asked))
ORDER BY indicator, object, unit, period, figure
LIMIT 2000
